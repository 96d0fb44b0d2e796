{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# How deep an account line stands: the number of headings above it. #}
{% macro depth(path) -%}
    length({{ path }}) - length(replace({{ path }}, '/', ''))
{%- endmacro %}
