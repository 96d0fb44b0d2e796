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

counted as (
    select
        span.indicator_id,
        span.rule,
        span.grain,
        span.starts_on,
        span.ends_on,
        cast(sum(cast(day.quantity as decimal(28, 6))) as double) as total,
        arg_max(day.quantity, day.occurred_on) as newest
    from span
    left join {{ ref('int_indicator_day') }} as day
        on span.indicator_id = day.indicator_id
            and day.grain in ('both', span.grain)
            and day.occurred_on <= span.ends_on
            and day.occurred_on >= if(span.rule = 'window', span.starts_on, date '0001-01-01')
    group by all
),

measured as (
    select
        indicator_id,
        grain,
        starts_on,
        ends_on,
        if(rule = 'newest', newest, coalesce(total, 0)) as value
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
