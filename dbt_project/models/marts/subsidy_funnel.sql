-- One row per programme and fiscal year (of the decision, else of the application): how many applications came how
-- far, how long each step took, and what was granted against the budget.
with counted as (
    select
        programme_id,
        fiscal_year,
        count(*) as applied_count,
        count(*) filter (where is_adopted) as adopted_count,
        count(*) filter (where status = 'rejected') as rejected_count,
        count(*) filter (where status = 'withdrawn') as withdrawn_count,
        count(*) filter (where status = 'applied') as undecided_count,
        count(*) filter (where is_paid) as paid_count,
        count(*) filter (where is_reported) as reported_count,
        count(*) filter (where report_state = 'overdue') as report_overdue_count,
        sum(requested_yen) as requested_yen,
        coalesce(sum(granted_yen) filter (where is_adopted), 0) as granted_yen,
        coalesce(sum(paid_yen) filter (where is_paid), 0) as paid_yen,
        {{ median_and_mean('decided_on - applied_on', "status != 'applied'", 'days_to_decision') }},
        {{ median_and_mean('paid_on - decided_on', 'is_paid', 'days_to_payment') }},
        {{ median_and_mean('report_received_on - decided_on', 'is_reported', 'days_to_report') }}
    from {{ ref('int_subsidy_step') }}
    group by programme_id, fiscal_year
)

select
    counted.programme_id,
    counted.fiscal_year,
    counted.applied_count,
    counted.adopted_count,
    counted.rejected_count,
    counted.withdrawn_count,
    counted.undecided_count,
    counted.paid_count,
    counted.reported_count,
    counted.report_overdue_count,
    counted.adopted_count / nullif(counted.adopted_count + counted.rejected_count, 0) as adopted_ratio,
    try_cast(counted.requested_yen as bigint) as requested_yen,
    try_cast(counted.granted_yen as bigint) as granted_yen,
    try_cast(counted.paid_yen as bigint) as paid_yen,
    budget.target as budget_yen,
    counted.granted_yen / nullif(budget.target, 0) as budget_used_ratio,
    counted.days_to_decision_median,
    counted.days_to_decision_mean,
    counted.days_to_payment_median,
    counted.days_to_payment_mean,
    counted.days_to_report_median,
    counted.days_to_report_mean
from counted
left join {{ ref('target') }} as budget
    on counted.programme_id || '.granted_yen' = budget.indicator_id and counted.fiscal_year = budget.fiscal_year
