-- One row per period (month, quarter or fiscal year) from the first year with a dated row, or that is closed, to as_of.
with span as (
    select
        least(
            min({{ fiscal_year('desk.first_event_on') }}),
            (select min(closed.fiscal_year) from {{ ref('stg_closed_year') }} as closed)
        ) as first_year,
        any_value(clock.as_of) as as_of
    from {{ ref('int_desk') }} as desk
    cross join {{ ref('stg_as_of') }} as clock
),

month as (
    select
        'month' as grain,
        cast(
            unnest(generate_series({{ fiscal_year_start('first_year') }}, as_of, interval 1 month)) as date
        ) as starts_on,
        as_of
    from span
    where first_year is not null
),

quarter as (
    select distinct
        'quarter' as grain,
        cast(date_trunc('quarter', starts_on) as date) as starts_on,
        as_of
    from month
),

year as (
    select distinct
        'year' as grain,
        {{ fiscal_year_start(fiscal_year('starts_on')) }} as starts_on,
        as_of
    from month
),

period as (
    select *
    from month
    union all
    select *
    from quarter
    union all
    select *
    from year
)

select
    grain,
    {{ fiscal_year('starts_on') }} as fiscal_year,
    starts_on,
    case grain
        when 'month' then last_day(starts_on)
        when 'quarter' then last_day(cast(starts_on + interval 2 month as date))
        else {{ fiscal_year_end(fiscal_year('starts_on')) }}
    end as ends_on,
    least(ends_on, as_of) as known_to,
    as_of
from period
