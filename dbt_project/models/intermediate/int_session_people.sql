-- One row per session: people present, by the attendance list where it notes anybody's attendance, else the headcount.
with attendance as (
    select
        session_id,
        count(*) filter (where status = 'attended') as attended,
        count(*) as noted
    from {{ ref('stg_seminar_attendance') }}
    where status in ('attended', 'absent')
    group by session_id
)

select
    session.record_id,
    attendance.attended,
    session.headcount,
    coalesce(attendance.attended, session.headcount) as people,
    coalesce(
        session.status = 'held'
        and abs(attendance.attended - session.headcount) > 0.1 * session.headcount,
        false
    ) as is_headcount_different
from {{ ref('stg_seminar_session') }} as session
left join attendance using (session_id)
