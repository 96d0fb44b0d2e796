-- One row per indicator and recent month: the share of its events that is expected to have been delivered by as_of.
-- Events after a desk's newest delivery are not known; those before it as far as the desk was as quick in the past.
with day as (
    select
        cast(unnest(generate_series(as_of - interval 1 year, as_of, interval 1 day)) as date) as event_on,
        as_of
    from {{ ref('stg_as_of') }}
),

desk as (
    select
        log,
        programme_id,
        to_fiscal_year,
        greatest(cast(last_delivered_at as date), last_event_on) as heard_on
    from {{ ref('int_desk') }}
),

desk_month as (
    select
        desk.log,
        desk.programme_id,
        date_trunc('month', day.event_on) as month,
        avg(cast(
            case
                when day.event_on > desk.heard_on then 0
                else coalesce(delay.known_ratio, 1)
            end as decimal(18, 9)
        )) as known_ratio
    from desk
    inner join day
        on coalesce(desk.to_fiscal_year, 9999) >= {{ fiscal_year('day.event_on') }}
    left join {{ ref('int_entry_delay') }} as delay
        on desk.log = delay.log
            and desk.programme_id is not distinct from delay.programme_id
            and (desk.heard_on - day.event_on) // 7 = delay.lag_weeks
    group by all
),

part as (
    select
        measurement.indicator_id,
        measurement.log,
        measurement.programme_id,
        count(*) as row_count
    from {{ ref('int_measurement') }} as measurement
    cross join {{ ref('stg_as_of') }} as clock
    where measurement.occurred_on > clock.as_of - interval 2 year
    group by all
)

select
    part.indicator_id,
    cast(desk_month.month as date) as month,
    cast(sum(cast(desk_month.known_ratio * part.row_count as decimal(38, 9))) / sum(part.row_count) as double)
        as known_ratio
from part
inner join desk_month
    on part.log = desk_month.log
        and part.programme_id is not distinct from desk_month.programme_id
group by part.indicator_id, desk_month.month
