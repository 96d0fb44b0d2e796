-- One row per printed figure that differs, moment at which deliveries changed it, and record that it was made of then.
-- People of a session are those of its attendance list as far as it was known.
with version as (
    select *
    from {{ ref('int_figure_version') }}
),

noted as (
    select
        version.figure_id,
        version.record_id,
        attendance.status,
        attendance._delivered_at as known_from,
        lead(attendance._delivered_at) over (
            partition by version.figure_id, attendance.record_id
            order by attendance._delivered_at, attendance._delivery, attendance._position
        ) as known_until
    from {{ ref('stg_seminar_attendance__versions') }} as attendance
    inner join (
        select distinct
            figure_id,
            record_id
        from version
        where measure_kind = 'people'
    ) as version
        on attendance.session_id = version.record_id
    where attendance.is_accepted
),

moment as (
    select
        figure_id,
        unnest([known_from, known_until]) as known_at
    from version
    union
    select
        figure_id,
        unnest([known_from, known_until]) as known_at
    from noted
),

listed as (
    select
        moment.figure_id,
        moment.known_at,
        noted.record_id,
        count(*) filter (where noted.status = 'attended') as attended
    from moment
    inner join noted
        on moment.figure_id = noted.figure_id
            and moment.known_at >= noted.known_from
            and moment.known_at < coalesce(noted.known_until, 'infinity')
    where noted.status in ('attended', 'absent')
    group by all
),

in_force as (
    select
        moment.known_at,
        version.*
    from moment
    inner join version
        on moment.figure_id = version.figure_id
            and moment.known_at >= version.known_from
            and moment.known_at < coalesce(version.known_until, 'infinity')
    where version.measure_kind != 'members' or coalesce(version.ended_on > version.ends_on, true)
)

select
    in_force.figure_id,
    in_force.known_at,
    in_force.is_whole,
    in_force.measure_kind,
    in_force.rule,
    in_force.log,
    in_force.record_id,
    in_force.distinct_value,
    in_force.company_key,
    in_force.known_from,
    in_force.first_known_at,
    coalesce(listed.attended, in_force.quantity) as quantity
from in_force
left join listed
    on in_force.measure_kind = 'people'
        and in_force.figure_id = listed.figure_id
        and in_force.known_at = listed.known_at
        and in_force.record_id = listed.record_id
qualify
    in_force.rule != 'newest'
    or in_force.occurred_on = max(in_force.occurred_on) over (
        partition by in_force.figure_id, in_force.is_whole, in_force.known_at
    )
