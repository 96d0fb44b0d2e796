-- One row per span of days that some figure needs: months, quarters, years, and years to each month end and to the
-- day of as_of.
with month as (
    select *
    from {{ ref('int_period') }}
    where grain = 'month'
),

year as (
    select *
    from {{ ref('int_period') }}
    where grain = 'year'
),

month_end as (
    select
        'year' as grain,
        {{ fiscal_year_start('fiscal_year') }} as starts_on,
        known_to as ends_on
    from month
),

same_day as (
    select
        'year' as grain,
        year.starts_on,
        cast(
            month.known_to - to_years(cast({{ fiscal_year('month.known_to') }} - year.fiscal_year as integer)) as date
        ) as ends_on
    from year
    inner join month
        on month.fiscal_year >= year.fiscal_year
)

select
    grain,
    starts_on,
    known_to as ends_on
from {{ ref('int_period') }}
union
select *
from month_end
union
select *
from same_day
