-- One row per rule and application that has expense lines (or members) it asks about: what they say for certain
-- (`_certain`), and what they may say where a blank leaves it open (`_possible`).
with line as (
    select
        *,
        {{ rule_profile_id(log_fact('subsidy_expense'), 'staged') }} as profile_id,
        coalesce(phase, 'actual') = 'actual' as is_actual
    from {{ ref('stg_subsidy_expense') }} as staged
    qualify is_actual or not bool_or(is_actual) over (partition by application_id)
),

asked_line as (
    select
        rule_case.rule_code,
        rule_case.record_id,
        line.amount_yen,
        line.is_actual and line.spent_on is null as is_undated,
        verdict.is_passed,
        verdict.is_passed and case
            when line.is_actual or line.spent_on is not null
                then line.spent_on >= rule_case.period_from and line.spent_on <= rule_case.period_to
            else true
        end as is_payable,
        verdict.is_passed and line.amount_yen > rule_case.limit_value and not line.has_quote as is_unquoted
    from {{ ref('int_rule_case') }} as rule_case
    inner join line
        on rule_case.part_of = line.application_id
    inner join {{ ref('int_rule_verdict') }} as verdict
        on rule_case.rule_code = verdict.rule_code and line.profile_id = verdict.profile_id
    where rule_case.judged_log = 'subsidy_expense' and verdict.log = 'subsidy_expense'
),

member as (
    select
        *,
        {{ rule_profile_id(log_fact('subsidy_member'), 'staged') }} as profile_id
    from {{ ref('stg_subsidy_member') }} as staged
)

select
    rule_code,
    record_id,
    bool_or(is_undated) as is_undated,
    {{ certain_and_possible('sum(amount_yen)', 'is_passed', 'spent_yen') }},
    {{ certain_and_possible('sum(amount_yen)', 'is_payable', 'payable_yen') }},
    {{ certain_and_possible('max(amount_yen)', 'is_unquoted', 'unquoted_yen') }},
    null as member_count_certain,
    null as member_count_possible
from asked_line
group by rule_code, record_id
union all by name
select
    rule_case.rule_code,
    rule_case.record_id,
    {{ certain_and_possible('count(*)', 'verdict.is_passed', 'member_count') }}
from {{ ref('int_rule_case') }} as rule_case
inner join member
    on rule_case.part_of = member.application_id
inner join {{ ref('int_rule_verdict') }} as verdict
    on rule_case.rule_code = verdict.rule_code and member.profile_id = verdict.profile_id
where rule_case.judged_log = 'subsidy_member' and verdict.log = 'subsidy_member'
group by rule_case.rule_code, rule_case.record_id
