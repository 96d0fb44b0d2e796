{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# What a company is recognised by: its number, or a name. A handle tells nothing of the name it stands for. #}
{% macro number_handle(number) -%}
    'C' || {{ number }}
{%- endmacro %}

{% macro name_handle(name_key) -%}
    'N' || substr(sha256({{ name_key }}), 1, 16)
{%- endmacro %}

{# How a decision names a record: `log:record_id`. #}
{% macro record_token(relation) -%}
    concat({{ relation }}.log, ':', {{ relation }}.record_id)
{%- endmacro %}

{# Decisions that are known: all of them, or those made up to the past day that was asked for. #}
{% macro known_decisions() -%}
    select decided.*
    from {{ ref('company_decisions') }} as decided
    cross join {{ ref('run_context') }} as context
    where
        coalesce(decided.decided_on, '') = ''
        or coalesce(context.requested_as_of, '') = ''
        or decided.decided_on <= context.requested_as_of
{%- endmacro %}
