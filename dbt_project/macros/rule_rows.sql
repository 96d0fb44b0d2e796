{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# Rows of one profile look alike to every rule of their programme. #}
{% macro rule_profile_id(fact, relation) -%}
    hash({{ relation }}.programme_id{% for column in fact.rule_columns %}, {{ relation }}.{{ column }}{% endfor %})
{%- endmacro %}

{# What the rules of a log look at, by column, as filters compare it. #}
{% macro rule_attributes(fact) -%}
    map(
        cast([{{ quoted(fact.rule_columns) }}] as varchar[]),
        cast([
            {% for column in fact.rule_columns %}{{ attribute(column) }}{{ ', ' if not loop.last }}{% endfor %}
        ] as varchar[])
    )
{%- endmacro %}

{# A column of a log, or a null of its type where the log has none such. #}
{% macro optional(fact, column, type) -%}
    cast({{ column if column in fact.has else 'null' }} as {{ type }}) as {{ column }}
{%- endmacro %}

{# The day that decides which year's rules a row falls under. #}
{% macro ruled_on(fact) -%}
    coalesce({{ 'decided_on, ' if 'decided_on' in fact.has }}{{ 'applied_on, ' if 'applied_on' in fact.has }}event_on)
{%- endmacro %}

{#
    Rows of a log that rules are about, with every column that a check may read, under the same names in every log.
    part_of names the application that expense lines and members refer to: of several records of a reused number
    the newest.
#}
{% macro ruled_rows(log) -%}
{%- set fact = log_fact(log) -%}
{%- set money = 'decimal(38, 6)' -%}
select
    '{{ log }}' as log,
    record_id,
    programme_id,
    {{ rule_profile_id(fact, 'staged') }} as profile_id,
    {{ fiscal_year(ruled_on(fact)) }} as fiscal_year,
    {{ optional(fact, 'status', 'varchar') }},
    {{ optional(fact, 'granted_yen', money) }},
    {{ optional(fact, 'eligible_cost_yen', money) }},
    {{ optional(fact, 'project_cost_yen', money) }},
    {{ optional(fact, 'income_yen', money) }},
    {{ optional(fact, 'own_funds_yen', money) }},
    {{ optional(fact, 'amount_yen', money) }},
    {{ optional(fact, 'months', 'hugeint') }},
    {{ optional(fact, 'applied_on', 'date') }},
    {{ optional(fact, 'period_from', 'date') }},
    {{ optional(fact, 'period_to', 'date') }},
    cast({{ 'student_id_hash' if 'student_id' in fact.person_columns else 'null' }} as varchar) as person,
    {% if log == 'subsidy_application' -%}
    if(
        row_number() over (partition by application_id order by event_on desc nulls last, record_id) = 1,
        application_id,
        null
    ) as part_of
    {%- else -%}
    cast(null as varchar) as part_of
    {%- endif %}
from {{ ref('stg_' ~ log) }} as staged
{%- endmacro %}

{# An aggregate of the rows that pass for certain, and of those that a blank may let pass too; 0 without any. #}
{% macro certain_and_possible(aggregate, passes, name) -%}
    cast(coalesce({{ aggregate }} filter (where {{ passes }}), 0) as decimal(38, 6)) as {{ name }}_certain,
    cast(
        coalesce({{ aggregate }} filter (where ({{ passes }}) is distinct from false), 0) as decimal(38, 6)
    ) as {{ name }}_possible
{%- endmacro %}
