-- One row per adopted application: when its report is due, and whether it has come.
select
    record_id,
    programme_id,
    fiscal_year,
    frame,
    decided_on,
    report_due_on,
    if(is_reported, report_received_on, null) as report_received_on,
    report_state,
    case
        when report_state = 'overdue' then cast(as_of - report_due_on as integer)
        when report_state = 'received_late' then cast(report_received_on - report_due_on as integer)
        else 0
    end as late_day_count
from {{ ref('int_subsidy_step') }}
where is_adopted
