-- What a snapshot (attached as `snapshot`) says of one fiscal year ($fiscal_year), to be kept when it is closed.
with
stock as (
    select indicator_id, accumulate in ('last', 'cumulative') as is_stock from snapshot.marts.indicator
),

figure as (
    select indicator_id, fiscal_year, 'year' as grain, make_date(fiscal_year, 4, 1) as day, value, coverage
    from snapshot.marts.kpi_yearly
    union all by name
    select indicator_id, fiscal_year, 'quarter' as grain, starts_on as day, value, coverage
    from snapshot.marts.kpi_quarterly
    union all by name
    select indicator_id, fiscal_year, 'month' as grain, month as day, value, coverage from snapshot.marts.kpi_monthly
    union all by name
    select indicator_id, fiscal_year, 'to_date' as grain, as_of as day, value_to_date as value
    from snapshot.marts.kpi_pace
),

member as (
    select indicator_id, fiscal_year, 'month' as grain, month as day, dimension, member, value, is_additive
    from snapshot.marts.kpi_breakdown
    union all by name
    select
        indicator_id, fiscal_year, 'year' as grain, make_date(fiscal_year, 4, 1) as day,
        dimension, member, value, is_additive
    from snapshot.marts.kpi_breakdown_yearly
),

counted as (
    select
        indicator_id, $fiscal_year as fiscal_year, occurred_on as day, quantity as value,
        log, record_id, company_key, file, row_number
    from snapshot.marts.measurement inner join stock using (indicator_id)
    where occurred_on < make_date($fiscal_year + 1, 4, 1) and (is_stock or occurred_on >= make_date($fiscal_year, 4, 1))
),

kept as (
    select 'figure' as kind, * from figure
    union all by name
    select 'member' as kind, * from member
    union all by name
    select 'row' as kind, * from counted
)

select
    fiscal_year::integer as fiscal_year, kind, indicator_id, grain, day, value, coverage, dimension, member, is_additive,
    log, record_id, company_key, file, row_number,
    $closed_at::timestamp as closed_at, $closed_by as closed_by, $reason as close_reason, $snapshot_id as snapshot_id,
    null::timestamp as reopened_at, null::varchar as reopened_by, null::varchar as reopen_reason
from kept
where fiscal_year = $fiscal_year
order by all
