-- One row per indicator and month end (and as_of): the year's value so far, and what past years had by the same day.
-- A past year is a finished one with a value; its share is what it had reached of its end.
with day as (
    select
        fiscal_year,
        starts_on as month,
        known_to as as_of
    from {{ ref('int_period') }}
    where grain = 'month'
),

reached as (
    select
        year.*,
        value.ends_on as reached_on,
        value.value as reached_value,
        value.value - year.base as reached
    from {{ ref('int_pace_year') }} as year
    inner join {{ ref('int_indicator_value') }} as value
        on year.indicator_id = value.indicator_id
            and value.grain = 'year'
            and year.starts_on = value.starts_on
),

stand as (
    select
        reached.indicator_id,
        reached.kind,
        reached.fiscal_year,
        reached.is_finished,
        reached.base,
        reached.total,
        day.month,
        day.as_of,
        reached.reached_value as value_to_date,
        reached.reached,
        (day.as_of - reached.starts_on + 1) / (reached.ends_on - reached.starts_on + 1) as elapsed
    from reached
    inner join day
        on reached.fiscal_year = day.fiscal_year and reached.reached_on = day.as_of
),

past as (
    select
        stand.indicator_id,
        stand.as_of,
        count(*) as past_years,
        -- Exact sums: in any order of the years they give the same mean.
        cast(avg(cast(earlier.reached / nullif(earlier.total, 0) as decimal(38, 12))) as double) as mean_share,
        cast(avg(cast(earlier.total / nullif(earlier.reached, 0) as decimal(38, 12))) as double) as mean_growth,
        any_value(earlier.total) filter (where earlier.fiscal_year = stand.fiscal_year - 1) as last_total,
        any_value(earlier.reached) filter (where earlier.fiscal_year = stand.fiscal_year - 1) as last_reached
    from stand
    inner join reached as earlier
        on stand.indicator_id = earlier.indicator_id
            and stand.fiscal_year > earlier.fiscal_year
            and earlier.is_finished
            and cast(stand.as_of - to_years(stand.fiscal_year - earlier.fiscal_year) as date) = earlier.reached_on
    group by stand.indicator_id, stand.as_of
)

select
    stand.*,
    coalesce(past.past_years, 0) as past_years,
    past.mean_share,
    past.mean_growth,
    past.last_total,
    past.last_reached
from stand
left join past
    on stand.indicator_id = past.indicator_id and stand.as_of = past.as_of
