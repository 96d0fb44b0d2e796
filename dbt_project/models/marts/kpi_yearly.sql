-- One row per indicator and fiscal year, with its target and last year's value, whole and up to the same day.
with year as (
    select *
    from {{ ref('int_period_value') }}
    where grain = 'year'
),

since as (
    select
        indicator_id,
        min(first_event_on) as first_event_on
    from {{ ref('int_indicator_desk') }}
    group by indicator_id
),

to_date as (
    select
        year.indicator_id,
        year.fiscal_year,
        if(since.first_event_on > value.ends_on, null, value.value) as value
    from year
    inner join since
        on year.indicator_id = since.indicator_id
    inner join {{ ref('int_indicator_value') }} as value
        on year.indicator_id = value.indicator_id
            and value.grain = 'year'
            and value.starts_on = cast(year.starts_on - interval 1 year as date)
            and value.ends_on = cast(least(year.ends_on, year.as_of) - interval 1 year as date)
)

select
    year.indicator_id,
    year.fiscal_year,
    year.value,
    target.target,
    target.target_kind,
    previous.value as previous_value,
    case
        when previous.coverage in ('awaiting', 'no_data') then null
        when year.ends_on <= year.as_of then previous.value
        else to_date.value
    end as previous_to_date,
    year.value / nullif(target.target, 0) as achievement,
    year.coverage,
    year.ends_on <= year.as_of and year.coverage = 'complete' as is_complete,
    year.is_closed,
    false as is_suppressed
from year
left join {{ ref('target') }} as target
    on year.indicator_id = target.indicator_id and year.fiscal_year = target.fiscal_year
left join year as previous
    on year.indicator_id = previous.indicator_id and year.fiscal_year = previous.fiscal_year + 1
left join to_date
    on year.indicator_id = to_date.indicator_id and year.fiscal_year = to_date.fiscal_year
