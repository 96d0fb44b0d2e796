-- The quarters of a summed indicator add up to its year; a stock's last quarter is its year.
with quarter as (
    select
        indicator_id,
        fiscal_year,
        count(*) as quarters,
        count(value) as valued,
        sum(value) as total,
        arg_max_null(value, quarter) as newest
    from {{ ref('kpi_quarterly') }}
    group by indicator_id, fiscal_year
)

select
    year.indicator_id,
    year.fiscal_year
from {{ ref('kpi_yearly') }} as year
inner join quarter
    on year.indicator_id = quarter.indicator_id and year.fiscal_year = quarter.fiscal_year
inner join {{ ref('indicator') }} as indicator
    on year.indicator_id = indicator.indicator_id
where
    quarter.quarters = quarter.valued
    and abs(year.value - if(indicator.accumulate = 'sum', quarter.total, quarter.newest))
    > 0.000001 * greatest(1, abs(year.value))
    and indicator.accumulate in ('sum', 'last', 'cumulative')
