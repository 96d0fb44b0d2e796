-- The status is what the row's own figures and its target say, in the order in which it is decided.
with judged as (
    select
        pace.*,
        target.comparison,
        target.target_kind,
        {{ meets_target('pace.value_to_date') }} as is_met_now,
        {{ meets_target('pace.forecast_low') }} as is_met_low,
        {{ meets_target('pace.forecast_high') }} as is_met_high
    from {{ ref('kpi_pace') }} as pace
    left join {{ ref('target') }} as target
        on pace.indicator_id = target.indicator_id and pace.fiscal_year = target.fiscal_year
)

select
    indicator_id,
    as_of,
    status
from judged
where
    (coalesce(target_kind, 'plan') = 'plan') != (status = 'no_target')
    or status = 'achieved' and not is_met_now
    or status = 'on_track' and not (is_met_low and is_met_high)
    or status = 'at_risk' and is_met_low is not distinct from is_met_high
    or status = 'off_track' and (is_met_low or is_met_high)
    or status in ('on_track', 'at_risk', 'off_track') and forecast is null
