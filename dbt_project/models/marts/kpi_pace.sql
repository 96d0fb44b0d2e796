-- One row per indicator, fiscal year and month end (and as_of): where the year stands, and where it will end.
-- The forecast is that of the method that did best in the years before; a finished year is its own forecast, and a
-- closed one keeps what it had reached by each day.
with day as (
    select
        year.indicator_id,
        year.fiscal_year,
        month.known_to as as_of,
        year.ends_on,
        month.known_to >= year.ends_on as is_finished
    from {{ ref('int_period_value') }} as year
    inner join {{ ref('int_period') }} as month
        on year.fiscal_year = month.fiscal_year and month.grain = 'month'
    where year.grain = 'year'
),

kept as (
    select *
    from {{ ref('stg_closed_year') }}
    where kind = 'figure' and grain = 'to_date'
),

stand as (
    select
        day.*,
        past.kind,
        if(kept.indicator_id is null, past.value_to_date, kept.value) as value_to_date,
        past.base,
        past.mean_share,
        coalesce(past.past_years, 0) as past_years,
        forecast.forecast,
        choice.reach * forecast.unit as margin
    from day
    left join {{ ref('int_pace_past') }} as past
        on day.indicator_id = past.indicator_id and day.as_of = past.as_of
    left join kept
        on day.indicator_id = kept.indicator_id and day.as_of = kept.day
    left join {{ ref('int_pace_choice') }} as choice
        on day.indicator_id = choice.indicator_id and day.fiscal_year = choice.fiscal_year
    left join {{ ref('int_pace_forecast') }} as forecast
        on day.indicator_id = forecast.indicator_id
            and day.as_of = forecast.as_of
            and choice.method = forecast.method
),

outlook as (
    select
        stand.*,
        target.target,
        target.target_kind,
        target.comparison,
        if(stand.is_finished, stand.value_to_date, stand.forecast) as year_end,
        if(stand.is_finished, 0, coalesce(stand.margin, 0)) as room,
        -- What has happened does not unhappen: a count ends no lower than it stands.
        if(stand.kind = 'flow', stand.value_to_date, 0) as floor,
        case when year_end is not null then least(year_end, greatest(year_end - room, floor)) end as low,
        year_end + room as high
    from stand
    left join {{ ref('target') }} as target
        on stand.indicator_id = target.indicator_id and stand.fiscal_year = target.fiscal_year
),

judged as (
    select
        *,
        {{ meets_target('value_to_date') }} and (comparison != 'at_most' or is_finished) as is_met,
        {{ meets_target("if(comparison = 'at_most', high, low)") }} as is_met_surely,
        {{ meets_target("if(comparison = 'at_most', low, high)") }} as is_met_perhaps
    from outlook
)

select
    indicator_id,
    fiscal_year,
    as_of,
    value_to_date,
    if(
        target_kind = 'target',
        coalesce(base, 0) + (target - coalesce(base, 0)) * if(is_finished, 1, mean_share),
        null
    ) as expected_to_date,
    year_end as forecast,
    low as forecast_low,
    high as forecast_high,
    -- What each remaining week must add: asked only of counts that can still reach a target not met yet.
    if(
        target_kind = 'target' and comparison != 'at_most' and kind = 'flow' and not is_finished and not is_met,
        (target - value_to_date) * 7 / (ends_on - as_of),
        null
    ) as required_per_week,
    case
        when target is null or target_kind = 'plan' then 'no_target'
        when is_met then 'achieved'
        when past_years < 2 or year_end is null then 'not_assessable'
        when is_met_surely then 'on_track'
        when is_met_perhaps then 'at_risk'
        else 'off_track'
    end as status
from judged
