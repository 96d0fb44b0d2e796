-- A period that desks still owe, or without data, has no value; a year is complete only when it is covered.
select
    indicator_id,
    month as starts_on
from {{ ref('kpi_monthly') }}
where coverage in ('awaiting', 'no_data') and value is not null
union all
select
    indicator_id,
    make_date(fiscal_year, 4, 1) as starts_on
from {{ ref('kpi_yearly') }}
where
    (coverage in ('awaiting', 'no_data') and value is not null)
    or (is_complete and coverage != 'complete')
