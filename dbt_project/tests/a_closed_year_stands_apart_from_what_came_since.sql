-- What a closed year shows is what the difference calls closed, and the difference is what it says.
select
    difference.indicator_id,
    difference.fiscal_year,
    difference.month
from {{ ref('closed_year_difference') }} as difference
inner join {{ ref('kpi_yearly') }} as year
    on difference.indicator_id = year.indicator_id and difference.fiscal_year = year.fiscal_year
left join {{ ref('kpi_monthly') }} as month
    on difference.indicator_id = month.indicator_id and difference.month = month.month
where
    not year.is_closed
    or difference.closed_value is distinct from if(difference.month is null, year.value, month.value)
    or abs(difference.difference - (difference.computed_value - difference.closed_value)) > 0.000001
    or difference.closed_value = difference.computed_value
