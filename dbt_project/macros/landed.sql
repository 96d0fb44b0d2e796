{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# Facts of one log, drawn from its contract and the catalogue (dbt_project/facts.py). #}
{% macro log_fact(log) -%}
    {{ return(var('logs')[log]) }}
{%- endmacro %}

{# A text literal. #}
{% macro text(value) -%}
    '{{ value | replace("'", "''") }}'
{%- endmacro %}

{# Landed Parquet files of one kind, with a typed empty file so that columns are there before any row is. #}
{% macro landed(empty_name, pattern) -%}
    {%- set files = [text(var('empty') ~ '/' ~ empty_name ~ '.parquet')] -%}
    {%- set delivered = var('landing') ~ '/' ~ pattern -%}
    {%- if has_files(delivered) -%}{%- do files.append(text(delivered)) -%}{%- endif -%}
    read_parquet([{{ files | join(', ') }}], union_by_name = true)
{%- endmacro %}

{#
    One row per landed row of a log, of the deliveries that are known and not withdrawn. A row that corrects a refused
    one stands at that row's place; the refused row is marked as corrected, so that it never counts beside it.
#}
{% macro raw_view(log) -%}
{{ config(alias=log) }}
select
    landed.* replace (
        coalesce(origin.origin_file, landed._file) as _file,
        coalesce(origin.origin_row_number, landed._row_number) as _row_number
    ),
    delivery.delivered_at as _delivered_at,
    delivery.file as _delivery,
    exists (
        select 1
        from {{ ref('stg_origin') }} as correction
        where correction.log = '{{ log }}'
            and correction.origin_sha256 = landed._sha256
            and correction.origin_file = landed._file
            and correction.origin_row_number = landed._row_number
    ) as _is_corrected
from {{ landed(log, log ~ '/*.parquet') }} as landed
inner join {{ ref('stg_delivery') }} as delivery
    on landed._sha256 = delivery.sha256
left join {{ ref('stg_origin') }} as origin
    on delivery.log = origin.log and landed._sha256 = origin._sha256 and landed._position = origin._position
where delivery.log = '{{ log }}' and delivery.status = 'landed'
{%- endmacro %}
