-- A forecast lies in its interval, no count is forecast below where it stands, and a finished year is its own forecast.
select
    pace.indicator_id,
    pace.as_of
from {{ ref('kpi_pace') }} as pace
inner join {{ ref('kpi_yearly') }} as year
    using (indicator_id, fiscal_year)
inner join {{ ref('indicator') }} as indicator
    using (indicator_id)
where
    not (pace.forecast_low <= pace.forecast and pace.forecast <= pace.forecast_high)
    or (
        pace.as_of = {{ fiscal_year_end('pace.fiscal_year') }}
        and (
            pace.forecast is distinct from pace.value_to_date
            or abs(pace.value_to_date - year.value) > 0.000001
            or pace.forecast_low != pace.forecast_high
        )
    )
    or (
        indicator.accumulate in ('sum', 'distinct')
        and pace.forecast >= pace.value_to_date
        and pace.forecast_low < pace.value_to_date
    )
