-- One row per indicator, fiscal year and day: the shares of the year that complete past years had reached by that day.
with year as (
    select
        indicator_id,
        fiscal_year,
        starts_on,
        value
    from {{ ref('int_period_value') }}
    where grain = 'year' and ends_on <= as_of and value > 0
),

day as (
    select
        fiscal_year,
        starts_on,
        known_to as as_of
    from {{ ref('int_period') }}
    where grain = 'month'
),

share as (
    select
        year.indicator_id,
        day.fiscal_year,
        day.as_of,
        cast(value.value / year.value as decimal(18, 12)) as share  -- sums in any order give the same mean
    from day
    inner join year
        on day.fiscal_year > year.fiscal_year
    inner join {{ ref('int_indicator_value') }} as value
        on year.indicator_id = value.indicator_id
            and value.grain = 'year'
            and year.starts_on = value.starts_on
            and value.ends_on = cast(day.as_of - to_years(cast(day.fiscal_year - year.fiscal_year as integer)) as date)
    where value.value > 0
)

select
    indicator_id,
    fiscal_year,
    as_of,
    count(*) as past_years,
    cast(avg(share) as double) as mean_share,
    cast(min(share) as double) as lowest_share,
    cast(max(share) as double) as highest_share
from share
group by indicator_id, fiscal_year, as_of
