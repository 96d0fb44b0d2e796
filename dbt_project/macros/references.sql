{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# The type of a finding, and a null of it for logs that refer to nothing. #}
{% macro no_finding() -%}
    cast(
        null as struct(column_name varchar, severity varchar, rule varchar, value varchar, state varchar, healed_by varchar)
    )
{%- endmacro %}

{#
    CTEs that judge one reference of a log: known_<number> has one row per landed row that refers to something,
    with `verdict` (the rule it breaks, null when it is fine) and `finding` (also for what healed since).
    A reference to part of a key means the row of the same programme, else the only one with that value.
#}
{% macro known_parents(fact, reference) -%}
{%- set index = reference.number -%}
{%- set column = 'landed.' ~ reference.column -%}
{%- set programme = 'landed.programme_id' if 'programme_id' in fact.has else 'null' -%}
parents_{{ index }} as (
    {% if reference.is_log -%}
    select
        cast({{ reference.to_column }} as varchar) as parent_value,
        {{ 'null' if reference.is_whole_key else 'programme_id' }} as parent_programme,
        min(_delivered_at) as known_since,
        arg_min(_delivery, _delivered_at) as known_by
    from {{ ref('stg_' ~ reference.to ~ '__versions') }}
    where is_accepted
    group by all
    {%- else -%}
    select distinct
        cast({{ reference.to_column }} as varchar) as parent_value,
        cast(null as varchar) as parent_programme,
        cast(null as timestamp) as known_since,
        cast(null as varchar) as known_by
    from {{ ref(reference.to) }}
    {%- endif %}
),

candidates_{{ index }} as (
    select
        parent_value,
        count(*) as candidate_count,
        min(known_since) as known_since,
        arg_min(known_by, known_since) as known_by
    from parents_{{ index }}
    group by parent_value
),

verdicts_{{ index }} as (
    select
        landed._sha256,
        landed._position,
        landed._delivered_at,
        cast({{ column }} as varchar) as value,
        coalesce(same.known_since, candidate.known_since) as since,
        coalesce(same.known_by, candidate.known_by) as by_delivery,
        case
            when candidate.parent_value is null then 'unknown_reference'
            when {{ 'false' if reference.is_whole_key or not reference.is_log else 'same.parent_value is null and candidate.candidate_count > 1' }}
                then 'ambiguous_reference'
        end as verdict,
        coalesce(verdict, if(since > landed._delivered_at, 'unknown_reference', null)) as rule
    from landed
    left join candidates_{{ index }} as candidate
        on cast({{ column }} as varchar) = candidate.parent_value
    left join parents_{{ index }} as same
        on cast({{ column }} as varchar) = same.parent_value and {{ programme }} = same.parent_programme
    where {{ column }} is not null
),

known_{{ index }} as (
    select
        _sha256,
        _position,
        {{ "if(verdict = 'ambiguous_reference', null, verdict) as verdict" if reference.is_required else 'verdict' }},
        if(
            rule is null,
            null,
            struct_pack(
                column_name := '{{ reference.column }}',
                severity := if(rule = 'unknown_reference', '{{ "reject" if reference.is_required else "warn" }}', 'warn'),
                rule := rule,
                value := value,
                state := if(verdict is null, 'healed', 'open'),
                healed_by := if(verdict is null, by_delivery, null)
            )
        ) as finding
    from verdicts_{{ index }}
),
{% endmacro %}
