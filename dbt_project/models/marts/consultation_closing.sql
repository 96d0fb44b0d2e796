-- One row per programme and fiscal year of receipt: consultations still open, and days from receipt to close.
-- Days are counted only where the day of closing is written and lies between receipt and as_of.
with consultation as (
    select
        taken.programme_id,
        taken.event_fiscal_year as fiscal_year,
        taken.status,
        taken.event_on,
        if(
            taken.closed_on between taken.event_on and clock.as_of,
            date_diff('day', taken.event_on, taken.closed_on),
            null
        ) as days
    from {{ ref('stg_consultation') }} as taken
    cross join {{ ref('stg_as_of') }} as clock
    where taken.event_on <= clock.as_of and taken.status in ('open', 'closed')
)

select
    programme_id,
    fiscal_year,
    cast(count(*) filter (where status = 'open') as integer) as open_count,
    min(event_on) filter (where status = 'open') as oldest_open_on,
    cast(count(*) filter (where status = 'closed') as integer) as closed_count,
    cast(count(days) filter (where status = 'closed') as integer) as dated_count,
    cast(median(days) filter (where status = 'closed') as double) as median_days,
    cast(quantile_cont(days, 0.9) filter (where status = 'closed') as double) as ninth_decile_days,
    cast(avg(days) filter (where status = 'closed') as double) as mean_days
from consultation
group by programme_id, fiscal_year
