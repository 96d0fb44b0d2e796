-- One row per log and programme with dated rows: since when it has any, and its newest delivery.
with seen as (
    select
        log,
        programme_id,
        min(first_event_on) as first_event_on,
        max(last_event_on) as last_event_on
    from {{ ref('int_desk_month') }}
    group by log, programme_id
)

select
    seen.log,
    seen.programme_id,
    seen.first_event_on,
    seen.last_event_on,
    greatest(own.delivered_at, shared.delivered_at) as last_delivered_at,
    try_cast(programme.to_fiscal_year as integer) as to_fiscal_year
from seen
left join {{ ref('int_desk_delivery') }} as own
    on seen.log = own.log and coalesce(seen.programme_id, '') = own.programme_id
left join {{ ref('int_desk_delivery') }} as shared
    on seen.log = shared.log and shared.programme_id is null
left join {{ ref('programmes') }} as programme
    on seen.programme_id = programme.programme_id
