-- One row per desk (log and programme) that is expected to deliver: when it last did, and when it is due.
-- A delivery covers the periods that ended before its day; it is due when the grace after the first period it
-- does not cover is over. A desk that never delivered is due for the first period in which it was expected.
with expected as (
    select
        rhythm.log,
        rhythm.programme_id,
        rhythm.frequency,
        cast(rhythm.grace_days as integer) as grace_days,
        try_cast(programme.from_fiscal_year as integer) as from_fiscal_year,
        clock.as_of
    from {{ ref('deliveries') }} as rhythm
    cross join {{ ref('stg_as_of') }} as clock
    left join {{ ref('programmes') }} as programme using (programme_id)
    where
        {{ fiscal_year('clock.as_of') }} between coalesce(try_cast(programme.from_fiscal_year as integer), 0)
        and coalesce(try_cast(programme.to_fiscal_year as integer), 9999)
),

first_year as (
    select min(fiscal_year) as fiscal_year
    from {{ ref('int_period') }}
),

event as (
    select
        log,
        programme_id,
        max(last_event_on) as last_event_on
    from {{ ref('int_desk_month') }}
    group by log, programme_id
),

heard as (
    select
        expected.*,
        event.last_event_on,
        greatest(own.delivered_at, shared.delivered_at) as last_delivered_at,
        coalesce(
            cast(greatest(own.delivered_at, shared.delivered_at) as date),
            greatest(
                {{ fiscal_year_start('first_year.fiscal_year') }}, {{ fiscal_year_start('expected.from_fiscal_year') }}
            ),
            expected.as_of
        ) as covered_before
    from expected
    cross join first_year
    left join event
        on expected.log = event.log and expected.programme_id = event.programme_id
    left join {{ ref('int_desk_delivery') }} as own
        on expected.log = own.log and coalesce(expected.programme_id, '') = own.programme_id
    left join {{ ref('int_desk_delivery') }} as shared
        on expected.log = shared.log and shared.programme_id is null
)

select
    log,
    programme_id,
    last_event_on,
    last_delivered_at,
    cast({{ reporting_period_end('frequency', 'covered_before') }} + grace_days as date) as due_on,
    case
        when last_delivered_at is null then 'never'
        when as_of > due_on then 'late'
        else 'on_time'
    end as status,
    frequency,
    grace_days
from heard
