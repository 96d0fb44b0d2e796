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
