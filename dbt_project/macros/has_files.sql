{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# True when a glob names at least one file; false while parsing. #}
{% macro has_files(pattern) -%}
    {%- if not execute -%}{{ return(false) }}{%- endif -%}
    {%- set found = run_query('select count(*) from glob(' ~ text(pattern) ~ ')') -%}
    {{ return(found.columns[0].values()[0] > 0) }}
{%- endmacro %}
