{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# The member of a row in a dimension: its own column, or else its company's; null where neither says. #}
{% macro dimension_member(dimension) -%}
    {%- if dimension.column and dimension.company_column -%}
    coalesce(cast(staged.{{ dimension.column }} as varchar), attribute.{{ dimension.company_column }})
    {%- elif dimension.company_column -%}
    attribute.{{ dimension.company_column }}
    {%- else -%}
    cast(staged.{{ dimension.column }} as varchar)
    {%- endif -%}
{%- endmacro %}

{# What distinguishes rows for breakdowns: rows of one id are of the same member in every dimension. #}
{% macro members_id(fact) -%}
    {%- if fact.dimensions -%}
    hash(
        {%- for dimension in fact.dimensions -%}
        {{ dimension_member(dimension) }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    )
    {%- else -%}
    cast(0 as ubigint)
    {%- endif -%}
{%- endmacro %}

{# One row per combination of members that a log holds: its id, and the member in each dimension. #}
{% macro members_of_rows(log) -%}
{%- set fact = log_fact(log) -%}
select distinct
    '{{ log }}' as log,
    {{ members_id(fact) }} as members_id,
    [
        {% for dimension in fact.dimensions -%}
        struct_pack(dimension := '{{ dimension.dimension }}', member := {{ dimension_member(dimension) }})
        {{- ',' if not loop.last }}
        {% endfor -%}
    ] as members
from {{ ref('stg_' ~ log) }} as staged
{% if fact.dimensions | selectattr('company_column') | list -%}
left join {{ ref('int_company_identity') }} as company
    on company.log = '{{ log }}' and staged.record_id = company.record_id
left join {{ ref('int_company_attribute') }} as attribute
    on company.company_key = attribute.company_key
{%- endif %}
{%- endmacro %}
