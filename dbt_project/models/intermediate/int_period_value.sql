-- One row per indicator and period: its value, null where the desks still owe the period or it has no data.
-- A closed year keeps value and coverage; what the logs give now stands beside it.
with closed as (
    select *
    from {{ ref('stg_closed_year') }}
    where kind = 'figure'
)

select
    coverage.indicator_id,
    period.grain,
    period.fiscal_year,
    period.starts_on,
    period.ends_on,
    period.as_of,
    closed.indicator_id is not null as is_closed,
    if(coverage.coverage in ('awaiting', 'no_data'), null, value.value) as computed_value,
    if(is_closed, closed.coverage, coverage.coverage) as coverage,
    if(is_closed, closed.value, computed_value) as value
from {{ ref('int_period') }} as period
inner join {{ ref('int_coverage') }} as coverage
    using (grain, starts_on)
left join {{ ref('int_indicator_value') }} as value
    on coverage.indicator_id = value.indicator_id
        and period.grain = value.grain
        and period.starts_on = value.starts_on
        and period.known_to = value.ends_on
left join closed
    on coverage.indicator_id = closed.indicator_id
        and period.grain = closed.grain
        and period.starts_on = closed.day
