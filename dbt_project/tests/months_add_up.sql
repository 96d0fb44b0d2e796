-- The months of a summed indicator add up to its year, where every month and the year have a value.
select
    year.indicator_id,
    year.fiscal_year
from {{ ref('kpi_yearly') }} as year
inner join {{ ref('indicator') }} as indicator
    using (indicator_id)
inner join {{ ref('kpi_monthly') }} as month
    on year.indicator_id = month.indicator_id and year.fiscal_year = month.fiscal_year
where indicator.accumulate = 'sum'
group by year.indicator_id, year.fiscal_year, year.value
having count(*) = count(month.value) and abs(sum(month.value) - year.value) > 0.000001
