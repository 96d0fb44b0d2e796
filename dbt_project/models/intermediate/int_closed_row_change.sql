-- One row per indicator of a closed year and record that counts for it otherwise than when the year was closed.
with closing as (
    select distinct fiscal_year
    from {{ ref('stg_closed_year') }}
),

kept as (
    select *
    from {{ ref('stg_closed_year') }}
    where kind = 'row'
),

counted as (
    select
        closing.fiscal_year,
        row.*
    from {{ ref('int_measurement') }} as row
    inner join {{ ref('indicators') }} as indicator
        on row.indicator_id = indicator.indicator_id
    inner join closing
        on
            if(
                indicator.accumulate in ('last', 'cumulative'),
                {{ fiscal_year('row.occurred_on') }} <= closing.fiscal_year,
                {{ fiscal_year('row.occurred_on') }} = closing.fiscal_year
            )
)

select
    coalesce(counted.fiscal_year, kept.fiscal_year) as fiscal_year,
    coalesce(counted.indicator_id, kept.indicator_id) as indicator_id,
    coalesce(counted.log, kept.log) as log,
    coalesce(counted.record_id, kept.record_id) as record_id,
    kept.day as day_before,
    counted.occurred_on as day_now,
    coalesce(counted.file, kept.file) as file
from counted
full join kept
    on counted.fiscal_year = kept.fiscal_year
        and counted.indicator_id = kept.indicator_id
        and counted.log = kept.log
        and counted.record_id = kept.record_id
where
    counted.occurred_on is distinct from kept.day
    or counted.quantity is distinct from kept.value
    or counted.company_key is distinct from kept.company_key
