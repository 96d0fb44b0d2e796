{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# Whether a value meets the target by its comparison: at least, more than, or at most. #}
{% macro meets_target(value) -%}
    case comparison
        when 'more_than' then {{ value }} > target
        when 'at_most' then {{ value }} <= target
        else {{ value }} >= target
    end
{%- endmacro %}
