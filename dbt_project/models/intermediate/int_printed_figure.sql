-- One row per printed figure: the value that the logs give now for its indicator, year and day, and whether they agree.
with compared as (
    select
        figure.figure_id,
        figure.indicator_id,
        cast(figure.fiscal_year as integer) as fiscal_year,
        try_cast(figure.event_date as date) as event_date,
        figure.kind,
        cast(figure.value as double) as published_value,
        if(figure.event_date is null, year.value, day.value) as computed_value,
        coalesce(try_cast(figure.rounding_unit as double), 0) / 2 + 0.000001 as tolerance,
        figure.source,
        figure.anchor
    from {{ ref('published_figures') }} as figure
    left join {{ ref('int_period_value') }} as year
        on figure.indicator_id = year.indicator_id
            and year.grain = 'year'
            and cast(figure.fiscal_year as integer) = year.fiscal_year
    left join {{ ref('int_printed_day') }} as day
        on figure.figure_id = day.figure_id
)

select
    *,
    case
        when kind not in ('actual', 'cumulative') then null
        when computed_value is null then 'no_data'
        when abs(computed_value - published_value) <= tolerance then 'match'
        else 'differs'
    end as status
from compared
