-- One row per indicator, grain and day: what that day adds, so that every figure is a sum over days.
with indicator as (
    select distinct
        indicator_id,
        measure_kind,
        accumulate
    from {{ ref('int_indicator') }}
),

measured as (
    select
        measurement.*,
        indicator.measure_kind,
        indicator.accumulate,
        cast(date_trunc('month', measurement.occurred_on) as date) as month
    from {{ ref('int_measurement') }} as measurement
    inner join indicator using (indicator_id)
),

{{ changes_by_day('indicator_id') }}

select
    indicator_id,
    grain,
    occurred_on,
    cast(sum(cast(quantity as decimal(28, 6))) as double) as quantity
from change
group by indicator_id, grain, occurred_on
