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

{# One row per landed row of a log, of the deliveries that are known and not withdrawn. #}
{% macro raw_view(log) -%}
{{ config(alias=log) }}
select
    landed.*,
    delivery.delivered_at as _delivered_at,
    delivery.file as _delivery
from {{ landed(log, log ~ '/*.parquet') }} as landed
inner join {{ ref('stg_delivery') }} as delivery
    on landed._sha256 = delivery.sha256
where delivery.log = '{{ log }}' and delivery.status = 'landed'
{%- endmacro %}
