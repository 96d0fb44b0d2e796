-- applied = adopted + rejected + withdrawn + undecided; only adopted ones are paid, have reported or owe a report.
select
    programme_id,
    fiscal_year
from {{ ref('subsidy_funnel') }}
where
    applied_count != adopted_count + rejected_count + withdrawn_count + undecided_count
    or adopted_count < greatest(paid_count, reported_count, report_overdue_count)
    or adopted_count < reported_count + report_overdue_count
