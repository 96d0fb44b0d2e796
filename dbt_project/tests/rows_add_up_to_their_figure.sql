-- The rows that a trace shows add up to the year's figure, for indicators that add rows, sums or people. A closed year
-- keeps its figure (closed_year_difference says by how much its rows differ).
with traced as (
    select
        indicator_id,
        {{ fiscal_year('occurred_on') }} as fiscal_year,
        sum(cast(quantity as decimal(28, 6))) as quantity
    from {{ ref('measurement') }}
    group by all
)

select
    year.indicator_id,
    year.fiscal_year
from {{ ref('kpi_yearly') }} as year
inner join {{ ref('indicator') }} as indicator
    on year.indicator_id = indicator.indicator_id
left join traced
    on year.indicator_id = traced.indicator_id and year.fiscal_year = traced.fiscal_year
where
    indicator.accumulate = 'sum'
    and not starts_with(indicator.measure, 'distinct:')
    and year.value is not null
    and not year.is_closed
    and abs(year.value - coalesce(traced.quantity, 0)) > 0.000001 * greatest(1, abs(year.value))
