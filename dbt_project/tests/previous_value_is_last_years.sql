-- previous_value is the value of the year before; up to the same day it is known only where that year is.
select
    year.indicator_id,
    year.fiscal_year
from {{ ref('kpi_yearly') }} as year
left join {{ ref('kpi_yearly') }} as previous
    on year.indicator_id = previous.indicator_id and year.fiscal_year = previous.fiscal_year + 1
where
    year.previous_value is distinct from previous.value
    or (year.previous_to_date is not null and coalesce(previous.coverage, 'no_data') in ('awaiting', 'no_data'))
