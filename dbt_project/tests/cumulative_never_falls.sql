-- A cumulative figure is never below that of an earlier month, unless one of its rows takes something back. A closed
-- year stands alone: what is taken back later is missing in the open months only.
with takes_back as (
    select distinct indicator_id
    from {{ ref('measurement') }}
    where quantity < 0
)

select
    month.indicator_id,
    month.month
from {{ ref('kpi_monthly') }} as month
inner join {{ ref('indicator') }} as indicator
    on month.indicator_id = indicator.indicator_id
inner join {{ ref('kpi_yearly') }} as year
    on month.indicator_id = year.indicator_id and month.fiscal_year = year.fiscal_year
anti join takes_back
    on month.indicator_id = takes_back.indicator_id
where indicator.accumulate = 'cumulative' and month.value is not null
qualify
    month.value < max(month.value) over (
        partition by month.indicator_id, if(year.is_closed, month.fiscal_year, null)
        order by month.month
    )
