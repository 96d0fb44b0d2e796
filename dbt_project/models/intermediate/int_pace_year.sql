-- One row per indicator and fiscal year with a value: what a forecast of its end is about.
-- Of a cumulative indicator that is what the year adds to `base`, what stood when it began. What the logs say counts
-- here, also of a closed year: a forecast learns from what happened.
with year as (
    select
        value.* replace (value.computed_value as value),
        indicator.accumulate,
        lag(value.computed_value) over (partition by value.indicator_id order by value.fiscal_year) as previous_value
    from {{ ref('int_period_value') }} as value
    inner join {{ ref('indicators') }} as indicator
        on value.indicator_id = indicator.indicator_id
    where value.grain = 'year'
)

select
    indicator_id,
    case accumulate
        when 'last' then 'stock'
        when 'ratio' then 'ratio'
        else 'flow'
    end as kind,
    fiscal_year,
    starts_on,
    ends_on,
    ends_on <= as_of as is_finished,
    if(accumulate = 'cumulative', previous_value, 0) as base,
    value - if(accumulate = 'cumulative', previous_value, 0) as total
from year
where value is not null
