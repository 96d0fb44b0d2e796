-- One row per indicator and month; `last` and `cumulative` indicators give the value at the month's end.
select
    indicator_id,
    fiscal_year,
    starts_on as month,
    value,
    coverage,
    false as is_suppressed
from {{ ref('int_period_value') }}
where grain = 'month'
