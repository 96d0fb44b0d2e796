-- One row per indicator, grain and day: what that day adds, so that every figure is a sum over days.
-- A distinct value adds 1 on the first day it is seen in the period that it is counted over; a registration adds 1
-- when it begins and takes 1 away when it ends. Grain `both` serves months and years alike.
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

added as (
    select
        indicator_id,
        'both' as grain,
        occurred_on,
        quantity
    from measured
    where measure_kind != 'distinct'
),

ended as (
    select
        indicator_id,
        'both' as grain,
        greatest(ended_on, occurred_on) as occurred_on,
        -1.0 as quantity
    from measured
    where measure_kind = 'members' and ended_on is not null
),

first_seen as (
    select
        indicator_id,
        case
            when accumulate = 'distinct' then 'month'
            else 'both'
        end as grain,
        min(occurred_on) as occurred_on,
        1.0 as quantity
    from measured
    where distinct_value is not null
    group by
        indicator_id,
        accumulate,
        distinct_value,
        case accumulate
            when 'cumulative' then date '0001-01-01'
            when 'last' then occurred_on
            else month
        end
),

first_seen_in_year as (
    select
        indicator_id,
        'year' as grain,
        min(occurred_on) as occurred_on,
        1.0 as quantity
    from measured
    where distinct_value is not null and accumulate = 'distinct'
    group by indicator_id, distinct_value, fiscal_year
),

change as (
    select *
    from added
    union all
    select *
    from ended
    union all
    select *
    from first_seen
    union all
    select *
    from first_seen_in_year
)

select
    indicator_id,
    grain,
    occurred_on,
    cast(sum(cast(quantity as decimal(28, 6))) as double) as quantity
from change
group by indicator_id, grain, occurred_on
