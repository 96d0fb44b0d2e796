{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# The fiscal year of a day: April to March, named by its first year. #}
{% macro fiscal_year(day) -%}
    cast(year({{ day }}) - if(month({{ day }}) < 4, 1, 0) as integer)
{%- endmacro %}

{% macro fiscal_year_start(fiscal_year) -%}
    make_date({{ fiscal_year }}, 4, 1)
{%- endmacro %}

{% macro fiscal_year_end(fiscal_year) -%}
    make_date({{ fiscal_year }} + 1, 3, 31)
{%- endmacro %}

{# Median and mean of a number of days, as two columns, over the rows that a condition names. #}
{% macro median_and_mean(days, rows, name) -%}
    cast(median({{ days }}) filter (where {{ rows }}) as double) as {{ name }}_median,
    cast(avg({{ days }}) filter (where {{ rows }}) as double) as {{ name }}_mean
{%- endmacro %}
