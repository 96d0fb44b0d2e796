-- One row per indicator and period: complete, partial, awaiting or no_data, by the newest delivery of its desks.
-- A desk whose programme ended before the period owes nothing, unless it has a row in it.
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
        case
            when desk.first_event_on > period.ends_on then 'no_data'
            when desk.to_fiscal_year < period.fiscal_year and active.log is null then 'ended'
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

combined as (
    select
        indicator_id,
        grain,
        starts_on,
        case
            when count(*) filter (where coverage in ('partial', 'awaiting')) = 0 then 'complete'
            when bool_and(coverage in ('awaiting', 'ended')) then 'awaiting'
            else 'partial'
        end as coverage
    from judged
    where coverage != 'no_data'
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
