-- One row per printed figure of a single day: the indicator's value on that day, null where the log has no data yet.
select
    figure.figure_id,
    coalesce(sum(day.quantity), 0) as value
from {{ ref('published_figures') }} as figure
left join {{ ref('int_indicator_day') }} as day
    on figure.indicator_id = day.indicator_id
        and cast(figure.event_date as date) = day.occurred_on
        and day.grain in ('both', 'year')
where figure.event_date is not null
group by figure.figure_id
