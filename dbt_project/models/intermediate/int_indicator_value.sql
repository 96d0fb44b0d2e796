-- One row per indicator and window: its value by its measure and accumulation, before coverage is judged.
with indicator as (
    select distinct
        indicator_id,
        {{ days_looked_at() }} as rule
    from {{ ref('int_indicator') }}
),

span as (
    select
        indicator.indicator_id,
        indicator.rule,
        span.grain,
        span.starts_on,
        span.ends_on
    from indicator
    cross join {{ ref('int_window') }} as span
),

-- A window's total is what stands at its end less what stood before it: no day is looked at per window.
running as (
    select
        day.indicator_id,
        span.grain,
        day.occurred_on,
        day.quantity,
        sum(cast(day.quantity as decimal(28, 6))) over (
            partition by day.indicator_id, span.grain order by day.occurred_on
        ) as total
    from {{ ref('int_indicator_day') }} as day
    inner join (select distinct grain from span) as span
        on day.grain in ('both', span.grain)
),

counted as (
    select
        span.indicator_id,
        span.rule,
        span.grain,
        span.starts_on,
        span.ends_on,
        at_end.quantity as newest,
        at_end.total - if(span.rule = 'window', coalesce(before.total, 0), 0) as total
    from span
    asof left join running as at_end
        on span.indicator_id = at_end.indicator_id
            and span.grain = at_end.grain
            and span.ends_on >= at_end.occurred_on
    asof left join running as before
        on span.indicator_id = before.indicator_id
            and span.grain = before.grain
            and span.starts_on > before.occurred_on
),

measured as (
    select
        indicator_id,
        grain,
        starts_on,
        ends_on,
        if(rule = 'newest', newest, coalesce(cast(total as double), 0)) as value
    from counted
),

ratio as (
    {{ ratio_parts() }}
),

divided as (
    select
        ratio.indicator_id,
        part.grain,
        part.starts_on,
        part.ends_on,
        part.value / nullif(whole.value, 0) as value
    from ratio
    inner join measured as part
        on ratio.part_id = part.indicator_id
    inner join measured as whole
        on ratio.whole_id = whole.indicator_id
            and part.grain = whole.grain
            and part.starts_on = whole.starts_on
            and part.ends_on = whole.ends_on
)

select *
from measured
union all
select *
from divided
