{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# Which days an indicator's value looks at: all up to the end, those of the newest day, or those of the window. #}
{% macro days_looked_at() -%}
    case
        when measure_kind = 'members' or accumulate = 'cumulative' then 'everything'
        when accumulate = 'last' then 'newest'
        else 'window'
    end
{%- endmacro %}

{# The two indicators that each ratio divides. #}
{% macro ratio_parts() -%}
    select
        indicator_id,
        regexp_extract(measure, '^ratio:([^/]+)/(.+)$', 1) as part_id,
        regexp_extract(measure, '^ratio:([^/]+)/(.+)$', 2) as whole_id
    from {{ ref('indicators') }}
    where measure like 'ratio:%'
{%- endmacro %}

{# The value of rows that are looked at together; null only for a stock that has no record yet. #}
{% macro measured_value(condition) -%}
    case
        when any_value(measure_kind) = 'distinct' and any_value(rule) != 'newest'
            then cast(count(distinct distinct_value) filter (where {{ condition }}) as double)
        when any_value(measure_kind) = 'distinct'
            then cast(nullif(count(distinct distinct_value) filter (where {{ condition }}), 0) as double)
        when any_value(rule) = 'newest'
            then cast(sum(cast(quantity as decimal(28, 6))) filter (where {{ condition }}) as double)
        else coalesce(cast(sum(cast(quantity as decimal(28, 6))) filter (where {{ condition }}) as double), 0)
    end
{%- endmacro %}
