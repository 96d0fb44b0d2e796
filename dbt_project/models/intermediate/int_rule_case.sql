-- One row per rule and row of its log that it is about in that year, with what its check may read.
with ruled as (
    {% for log, fact in var('logs').items() if fact.has_rules -%}
    {{ ruled_rows(log) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

verdict as (
    select *
    from {{ ref('int_rule_verdict') }}
)

select
    rule.rule_code,
    rule.check_kind,
    rule.judged_log,
    rule.requires,
    rule.limit_value,
    rule.rate,
    rule.is_by_month,
    rule.is_approximate,
    ruled.*,
    coalesce(ruled.status in ('adopted', 'completed'), false) as is_adopted,
    case
        when ruled.status in ('rejected', 'withdrawn') then false
        when starts_with(rule.check_kind, 'granted_') or starts_with(rule.check_kind, 'expense_') then is_adopted
        else true
    end as is_applicable,
    required.is_passed
from ruled
inner join {{ ref('int_rule') }} as rule
    on ruled.log = rule.log
        and ruled.programme_id = rule.programme_id
        and ruled.fiscal_year between rule.from_year and rule.to_year
inner join verdict as filtered
    on rule.rule_code = filtered.rule_code
        and ruled.log = filtered.log
        and ruled.profile_id = filtered.profile_id
left join verdict as required
    on rule.rule_code = required.rule_code
        and ruled.log = required.log
        and ruled.profile_id = required.profile_id
        and required.purpose = 'requires'
where filtered.purpose = 'filter' and filtered.is_passed
