-- One row per indicator and period: complete, partial, awaiting or no_data, by the newest delivery of its desks.
with active as (
    select
        month.log,
        month.programme_id,
        period.grain,
        period.starts_on
    from {{ ref('int_desk_month') }} as month
    inner join {{ ref('int_period') }} as period
        on month.month between period.starts_on and period.ends_on
),

judged as (
    select
        desk.indicator_id,
        period.grain,
        period.starts_on,
        desk.to_fiscal_year < period.fiscal_year and active.log is null as is_ended,
        case
            when desk.first_event_on > period.ends_on then 'no_data'
            when cast(desk.last_delivered_at as date) > period.ends_on then 'complete'
            when cast(desk.last_delivered_at as date) >= period.starts_on then 'partial'
            else 'awaiting'
        end as coverage
    from {{ ref('int_indicator_desk') }} as desk
    cross join {{ ref('int_period') }} as period
    left join active
        on desk.log = active.log
            and desk.programme_id is not distinct from active.programme_id
            and period.grain = active.grain
            and period.starts_on = active.starts_on
),

asked as (
    select *
    from judged
    where coverage != 'no_data'
    qualify
        not coalesce(is_ended, false)
        or bool_and(coalesce(is_ended, false)) over (partition by indicator_id, grain, starts_on)
),

combined as (
    select
        indicator_id,
        grain,
        starts_on,
        case
            when bool_and(coverage = 'awaiting') then 'awaiting'
            when bool_and(coverage = 'complete') then 'complete'
            else 'partial'
        end as coverage
    from asked
    group by indicator_id, grain, starts_on
)

select
    indicator.indicator_id,
    period.grain,
    period.starts_on,
    coalesce(combined.coverage, 'no_data') as coverage
from {{ ref('indicators') }} as indicator
cross join {{ ref('int_period') }} as period
left join combined
    on indicator.indicator_id = combined.indicator_id
        and period.grain = combined.grain
        and period.starts_on = combined.starts_on
