-- One row per session that is planned for the day of as_of or later: places taken, and places left.
with registration as (
    select
        session_id,
        count(*) as registered
    from {{ ref('stg_seminar_attendance') }}
    where status in ('registered', 'attended')
    group by session_id
)

select
    session.session_id,
    session.programme_id,
    session.title,
    session.started_on,
    session.format,
    session.venue,
    cast(session.capacity as integer) as capacity,
    cast(coalesce(registration.registered, 0) as integer) as registered_count,
    cast(
        if(session.capacity > registered_count, session.capacity - registered_count, session.capacity * 0) as integer
    ) as places_left_count,
    coalesce(registration.registered > session.capacity, false) as is_overbooked
from {{ ref('stg_seminar_session') }} as session
cross join {{ ref('stg_as_of') }} as clock
left join registration using (session_id)
where session.status = 'planned' and session.started_on >= clock.as_of
