{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# Schemas are named by layer, without a target prefix: others rely on `marts.kpi_monthly`. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
