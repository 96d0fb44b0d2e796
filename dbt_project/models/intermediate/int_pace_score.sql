-- One row per indicator, fiscal year and method that may be chosen: how far off it was in the years before.
-- An indicator has few years of its own, so the record of all indicators of its kind stands beside it as four more,
-- and as two more for `spread`, the typical miss in units of the miss to expect.
with record as (
    select
        indicator_id,
        kind,
        fiscal_year,
        method,
        avg(cast(error_ratio as decimal(38, 12))) as error_ratio,
        avg(cast(abs(forecast - outcome) / unit as decimal(38, 12))) as spread
    from {{ ref('int_pace_forecast') }}
    where is_candidate and outcome is not null and unit is not null
    group by all
),

year as (
    select distinct
        indicator_id,
        kind,
        fiscal_year
    from {{ ref('int_pace_forecast') }}
),

kind as (
    select distinct
        kind,
        fiscal_year
    from year
),

of_kind as (
    select
        kind.kind,
        kind.fiscal_year,
        record.method,
        avg(cast(record.error_ratio as decimal(38, 12))) as error_ratio,
        (median(record.spread) * count(*) + 2 * {{ var('pace_spread') }}) / (count(*) + 2) as spread
    from kind
    inner join record
        on kind.kind = record.kind and kind.fiscal_year > record.fiscal_year
    group by all
),

own as (
    select
        year.indicator_id,
        year.fiscal_year,
        record.method,
        count(*) as years,
        cast(sum(cast(record.error_ratio as decimal(38, 12))) as double) as error_ratio,
        cast(sum(cast(record.spread as decimal(38, 12))) as double) as spread
    from year
    inner join record
        on year.indicator_id = record.indicator_id and year.fiscal_year > record.fiscal_year
    group by all
)

select
    year.indicator_id,
    year.kind,
    year.fiscal_year,
    method.method,
    cast(method.rank as integer) as rank,
    (coalesce(own.error_ratio, 0) + 4 * of_kind.error_ratio) / (coalesce(own.years, 0) + 4) as error_ratio,
    (coalesce(own.spread, 0) + 2 * coalesce(of_kind.spread, {{ var('pace_spread') }}))
    / (coalesce(own.years, 0) + 2) as spread
from year
cross join {{ ref('pace_methods') }} as method
left join of_kind
    on year.kind = of_kind.kind and year.fiscal_year = of_kind.fiscal_year and method.method = of_kind.method
left join own
    on year.indicator_id = own.indicator_id and year.fiscal_year = own.fiscal_year and method.method = own.method
where cast(method.is_candidate as boolean)
