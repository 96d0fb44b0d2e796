-- One row per indicator and month end (but the last) of a finished year with two before it: forecast and outcome.
-- Only what lies before counts: earlier years, and rows dated up to the day. Three naive rules were asked the same.
with tested as (
    select *
    from {{ ref('int_pace_forecast') }}
    where outcome is not null and past_years >= 2
),

naive as (
    select
        indicator_id,
        as_of,
        any_value(error_ratio) filter (where method = 'linear') as linear_error_ratio,
        any_value(error_ratio) filter (where method = 'last_year') as last_year_error_ratio,
        any_value(error_ratio) filter (where method = 'last_share') as last_share_error_ratio
    from tested
    where not is_candidate
    group by indicator_id, as_of
),

chosen as (
    select tested.*
    from tested
    inner join {{ ref('int_pace_choice') }} as choice
        on tested.indicator_id = choice.indicator_id
            and tested.fiscal_year = choice.fiscal_year
            and tested.method = choice.method
)

select
    chosen.indicator_id,
    chosen.fiscal_year,
    chosen.as_of,
    chosen.method,
    pace.forecast,
    pace.forecast_low,
    pace.forecast_high,
    chosen.outcome,
    -- A hair of tolerance: a forecast that is met exactly may differ in its last binary digit.
    abs(pace.forecast - chosen.outcome) <= 1e-9 * abs(chosen.outcome)
    or chosen.outcome between pace.forecast_low and pace.forecast_high as is_held,
    chosen.error_ratio,
    naive.linear_error_ratio,
    naive.last_year_error_ratio,
    naive.last_share_error_ratio
from chosen
inner join {{ ref('kpi_pace') }} as pace
    on chosen.indicator_id = pace.indicator_id and chosen.as_of = pace.as_of
left join naive
    on chosen.indicator_id = naive.indicator_id and chosen.as_of = naive.as_of
where pace.forecast is not null
