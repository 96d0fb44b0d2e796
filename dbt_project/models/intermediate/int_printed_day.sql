-- One row per printed figure of a single day: the indicator's value on that day by its measure and accumulation.
-- Null where the day is yet to come, or lies in a month that desks still owe or that has no data.
with figure as (
    select
        figure_id,
        indicator_id,
        cast(event_date as date) as event_on
    from {{ ref('published_figures') }}
    where event_date is not null
),

operand as (
    select
        figure.*,
        coalesce(divided.operand_id, figure.indicator_id) as operand_id,
        coalesce(divided.is_whole, false) as is_whole
    from figure
    left join (
        select
            indicator_id,
            unnest([part_id, whole_id]) as operand_id,
            unnest([false, true]) as is_whole
        from ({{ ratio_parts() }}) as ratio
    ) as divided using (indicator_id)
),

asked as (
    select distinct
        operand.*,
        indicator.measure_kind,
        {{ days_looked_at() }} as rule
    from operand
    inner join {{ ref('int_indicator') }} as indicator
        on operand.operand_id = indicator.indicator_id
),

looked_at as (
    select
        asked.*,
        measured.quantity,
        measured.distinct_value,
        measured.indicator_id is not null
        and (asked.measure_kind != 'members' or measured.ended_on is null or measured.ended_on > asked.event_on)
            as is_counted,
        max(measured.occurred_on) over (partition by asked.figure_id, asked.is_whole) as newest_on,
        measured.occurred_on
    from asked
    left join {{ ref('int_measurement') }} as measured
        on asked.operand_id = measured.indicator_id
            and measured.occurred_on <= asked.event_on
            and (asked.rule != 'window' or measured.occurred_on = asked.event_on)
),

valued as (
    select
        figure_id,
        is_whole,
        {{ measured_value('is_counted and (rule != \'newest\' or occurred_on = newest_on)') }} as value
    from looked_at
    group by figure_id, is_whole
),

divided as (
    select
        figure_id,
        case
            when count(*) = 2
                then any_value(value) filter (where not is_whole) / nullif(any_value(value) filter (where is_whole), 0)
            else any_value(value)
        end as value
    from valued
    group by figure_id
)

select
    figure.figure_id,
    if(month.value is null, null, divided.value) as value
from figure
cross join {{ ref('stg_as_of') }} as clock
left join divided using (figure_id)
left join {{ ref('int_period_value') }} as month
    on figure.indicator_id = month.indicator_id
        and month.grain = 'month'
        and date_trunc('month', figure.event_on) = month.starts_on
        and figure.event_on <= clock.as_of
