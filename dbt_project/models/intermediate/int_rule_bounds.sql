-- One row per rule and row that it judges (one per year for a quota): what is measured and its limit, each from its
-- lowest to its highest possible value: they differ, or are null, where the log leaves a cell blank.
with described as (
    select
        rule_case.*,
        evidence.* exclude (evidence.rule_code, evidence.record_id)
    from {{ ref('int_rule_case') }} as rule_case
    left join {{ ref('int_rule_evidence') }} as evidence
        on rule_case.rule_code = evidence.rule_code and rule_case.record_id = evidence.record_id
    where rule_case.check_kind != 'adopted_at_most'
),

judged as (
    select
        *,
        coalesce(eligible_cost_yen, project_cost_yen) as cost_yen,
        coalesce(income_yen, 0) + coalesce(own_funds_yen, 0) as own_yen,
        {{ fiscal_year('period_to') }} - {{ fiscal_year('period_from') }} as later_years,
        datesub('month', period_from, period_to) + 1 as started_months,
        case
            when check_kind = 'term_at_most_years'
                then period_from + to_months(cast(least(limit_value, 1000) * 12 as integer))
        end as term_ends_before
    from described
),

paid as (
    select
        *,
        case when person is not null then sum(amount_yen) over payments end as paid_yen,
        count(*) over payments = count(amount_yen) over payments as is_paid_known,
        least(sum(coalesce(months, 12)) over payments, 12) as paid_months
    from judged
    window payments as (partition by rule_code, fiscal_year, person, is_applicable)
),

bounded as (
    select
        *,
        case check_kind
            when 'requires' then is_passed
            when 'applied_between'
                then applied_on between try_cast(split_part(requires, '|', 1) as date)
                    and try_cast(split_part(requires, '|', 2) as date)
            when 'term_at_most_years'
                then if(limit_value = 1, later_years = 0, period_to < term_ends_before)
        end as is_met,
        case check_kind
            when 'expense_share_at_most' then spent_yen_certain
            when 'expense_quote_above' then unquoted_yen_certain
            when 'members_at_least' then member_count_certain
            when 'members_at_most' then member_count_certain
            when 'term_at_most_years' then if(limit_value = 1, abs(later_years) + 1, started_months / 12)
            when 'paid_per_person_year_at_most' then paid_yen
            when 'requires' then null
            when 'applied_between' then null
            else granted_yen
        end as measured_low,
        case check_kind
            when 'expense_share_at_most' then spent_yen_possible
            when 'expense_quote_above' then unquoted_yen_possible
            when 'members_at_least' then member_count_possible
            when 'members_at_most' then member_count_possible
            when 'paid_per_person_year_at_most' then if(is_paid_known, paid_yen, null)
            else measured_low
        end as measured_high,
        case check_kind
            when 'granted_at_most'
                then least(limit_value, if(rate is null, limit_value, coalesce(cast(cost_yen as double) * rate, 0)))
            when 'granted_within_formula' then project_cost_yen - own_yen
            when 'granted_within_expense' then if(is_undated, null, payable_yen_certain - own_yen)
            when 'expense_share_at_most' then cast(granted_yen as double) * cast(limit_value as double)
            when 'paid_per_person_year_at_most' then limit_value * if(is_by_month, paid_months / 12, 1)
            else limit_value
        end as limit_low,
        case check_kind
            when 'granted_at_most' then least(limit_value, cast(cost_yen as double) * rate)
            when 'granted_within_expense' then if(is_undated, null, payable_yen_possible - own_yen)
            else limit_low
        end as limit_high
    from paid
),

quota as (
    select
        log,
        programme_id,
        fiscal_year,
        rule_code,
        check_kind,
        is_approximate,
        true as is_applicable,
        count(*) filter (where is_adopted) as measured_low,
        measured_low as measured_high,
        limit_value as limit_low,
        limit_value as limit_high
    from {{ ref('int_rule_case') }}
    where check_kind = 'adopted_at_most'
    group by all
),

measured as (
    select *
    from bounded
    union all by name
    select *
    from quota
)

select
    log,
    record_id,
    programme_id,
    fiscal_year,
    rule_code,
    check_kind,
    is_approximate,
    is_applicable,
    is_met,
    cast(measured_low as decimal(38, 6)) as measured_low,
    cast(measured_high as decimal(38, 6)) as measured_high,
    cast(limit_low as decimal(38, 6)) as limit_low,
    cast(limit_high as decimal(38, 6)) as limit_high
from measured
