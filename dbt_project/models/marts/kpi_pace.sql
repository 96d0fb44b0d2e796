-- One row per indicator, fiscal year and month end (and as_of): where the year stands against its target.
-- Provisional: the forecast divides the value by the share of the year that past years had reached by the same day,
-- its interval by the highest and lowest such share. A finished year is its own forecast.
with day as (
    select
        fiscal_year,
        known_to as as_of,
        known_to >= {{ fiscal_year_end('fiscal_year') }} as is_finished
    from {{ ref('int_period') }}
    where grain = 'month'
),

stand as (
    select
        year.indicator_id,
        year.fiscal_year,
        day.as_of,
        day.is_finished,
        if(year.value is null, null, value.value) as value_to_date,
        share.mean_share,
        if(day.is_finished, 1, share.lowest_share) as lowest_share,
        if(day.is_finished, 1, share.highest_share) as highest_share,
        coalesce(share.past_years, 0) as past_years
    from {{ ref('int_period_value') }} as year
    inner join day
        on year.fiscal_year = day.fiscal_year
    left join {{ ref('int_indicator_value') }} as value
        on year.indicator_id = value.indicator_id
            and value.grain = 'year'
            and year.starts_on = value.starts_on
            and day.as_of = value.ends_on
    left join {{ ref('int_seasonal_share') }} as share
        on year.indicator_id = share.indicator_id
            and day.fiscal_year = share.fiscal_year
            and day.as_of = share.as_of
    where year.grain = 'year'
),

forecast as (
    select
        stand.*,
        target.target,
        target.target_kind,
        target.comparison,
        if(stand.is_finished, stand.value_to_date, stand.value_to_date / stand.mean_share) as forecast,
        stand.value_to_date / stand.highest_share as forecast_low,
        stand.value_to_date / stand.lowest_share as forecast_high
    from stand
    left join {{ ref('target') }} as target
        on stand.indicator_id = target.indicator_id and stand.fiscal_year = target.fiscal_year
),

judged as (
    select
        *,
        {{ meets_target('value_to_date') }} and (comparison != 'at_most' or is_finished) as is_met,
        {{ meets_target("if(comparison = 'at_most', forecast_high, forecast_low)") }} as is_met_surely,
        {{ meets_target("if(comparison = 'at_most', forecast_low, forecast_high)") }} as is_met_perhaps
    from forecast
)

select
    indicator_id,
    fiscal_year,
    as_of,
    value_to_date,
    if(target_kind = 'target', target * if(is_finished, 1, mean_share), null) as expected_to_date,
    forecast,
    forecast_low,
    forecast_high,
    case
        when target is null or target_kind = 'plan' then 'no_target'
        when is_met then 'achieved'
        when past_years < 2 or forecast_low is null then 'not_assessable'
        when is_met_surely then 'on_track'
        when is_met_perhaps then 'at_risk'
        else 'off_track'
    end as status
from judged
