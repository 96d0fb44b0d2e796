-- One row per rule and row that it is about in its year: whether it is kept, with what was measured and the limit.
with judged as (
    select
        *,
        case
            when not is_applicable then null
            when check_kind in ('requires', 'applied_between', 'term_at_most_years') then is_met
            when check_kind = 'members_at_least'
                then case when measured_low >= limit_high then true when measured_high < limit_low then false end
            when measured_high <= limit_low then true
            when measured_low > limit_high then false
        end as is_kept
    from {{ ref('int_rule_bounds') }}
)

select
    log,
    record_id,
    programme_id,
    fiscal_year,
    rule_code,
    case
        when not is_applicable then 'not_applicable'
        when is_kept then 'passed'
        when is_kept is null or is_approximate then 'not_assessable'
        else 'failed'
    end as status,
    cast(if(is_applicable, measured_low, null) as double) as measured,
    cast(if(is_applicable, coalesce(limit_high, limit_low), null) as double) as limit_value
from judged
