-- One row per rule, purpose (filter, requires) and profile of rows that it asks: whether they pass.
-- For a filter a blank passes != and !~ and nothing else; in `requires` it counts neither way: null where it decides.
with profile as (
    {% for log, fact in var('logs').items() if fact.has_rules or fact.rule_columns -%}
    select
        '{{ log }}' as log,
        programme_id,
        {{ rule_profile_id(fact, 'staged') }} as profile_id,
        {{ rule_attributes(fact) }} as attributes
    from (
        select distinct {{ (['programme_id'] + fact.rule_columns) | join(', ') }}
        from {{ ref('stg_' ~ log) }}
    ) as staged
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

question as (
    select
        rule_code,
        'filter' as purpose,
        programme_id,
        log,
        filter
    from {{ ref('int_rule') }}
    union all
    select
        rule_code,
        'requires' as purpose,
        programme_id,
        judged_log,
        requires
    from {{ ref('int_rule') }}
    where judged_log is not null
),

conditions as (
    {{ listed_conditions('question') }}
),

asked as (
    select
        question.rule_code,
        question.purpose,
        profile.log,
        profile.profile_id,
        conditions.condition,
        conditions.is_negated,
        conditions.is_contains,
        conditions.member,
        profile.attributes[conditions.column_name] as attribute
    from question
    inner join profile
        on question.programme_id = profile.programme_id and question.log = profile.log
    left join conditions
        on question.rule_code = conditions.rule_code and question.purpose = conditions.purpose
),

judged as (
    select
        rule_code,
        purpose,
        log,
        profile_id,
        case
            when condition is null then true
            when purpose = 'filter' then coalesce({{ is_found() }}, false) != is_negated
            else {{ is_found() }} != is_negated
        end as is_held
    from asked
    group by rule_code, purpose, log, profile_id, condition, is_negated
)

select
    rule_code,
    purpose,
    log,
    profile_id,
    if(bool_and(is_held) and count(is_held) < count(*), null, bool_and(is_held)) as is_passed
from judged
group by rule_code, purpose, log, profile_id
