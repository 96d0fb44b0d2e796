{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# A filter of the catalogue as a condition on a staged log; a blank passes `!=` and `!~`, nothing else. #}
{% macro passes(conditions) -%}
    {%- for condition in conditions -%}
        {%- set cell = attribute(condition.column) -%}
        {%- if condition.operator in ('=', '!=') -%}
            {%- set holds = cell ~ " in (" ~ quoted(condition['values']) ~ ")" -%}
        {%- else -%}
            {%- set parts = [] -%}
            {%- for value in condition['values'] -%}
                {%- do parts.append("contains(" ~ cell ~ ", " ~ text(value) ~ ")") -%}
            {%- endfor -%}
            {%- set holds = "(" ~ parts | join(" or ") ~ ")" -%}
        {%- endif -%}
        {{ "not " if condition.operator.startswith('!') }}coalesce({{ holds }}, false) and {% endfor -%}
    true
{%- endmacro %}
