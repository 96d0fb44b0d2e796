-- One row per subsidy rule that is computed, its cells as numbers; `judged_log` is whose rows `requires` is about.
with ruled as (
    select
        rule_code,
        programme_id,
        log,
        "check" as check_kind,
        coalesce(filter, '') as filter,
        coalesce(requires, '') as requires,
        coalesce(try_cast(from_fiscal_year as integer), 0) as from_year,
        coalesce(try_cast(to_fiscal_year as integer), 9999) as to_year,
        try_cast(limit_value as decimal(38, 6)) as limit_value,
        coalesce(rate, '') as rate,
        coalesce(is_approximate = '1', false) as is_approximate
    from {{ ref('subsidy_rules') }}
    where coalesce("check", '') != ''
)

select
    * exclude (rate),
    case
        when check_kind = 'requires' then log
        when check_kind in ('members_at_least', 'members_at_most') then 'subsidy_member'
        when check_kind in ('granted_within_expense', 'expense_share_at_most', 'expense_quote_above')
            then 'subsidy_expense'
    end as judged_log,
    rate = 'months/12' as is_by_month,
    case
        when rate not in ('', 'months/12')
            then cast(split_part(rate, '/', 1) as double) / coalesce(try_cast(split_part(rate, '/', 2) as double), 1)
    end as rate
from ruled
