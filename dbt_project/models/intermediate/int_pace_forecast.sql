-- One row per indicator, month end (and as_of) before the fiscal year's end, and method: its forecast of that end.
-- Only earlier years and rows dated up to the day are used, so past years show how good the methods are.
-- `unit` is the size of error to expect: it shrinks with what is still to come, and grows where the year is so unlike
-- the past that the methods disagree.
with method as (
    select
        method,
        cast(is_candidate as boolean) as is_candidate,
        cast(memory_ratio as double) as memory_ratio,
        cast(prior_weight as double) as prior_weight,
        cast(drift_weight as double) as drift_weight
    from {{ ref('pace_methods') }}
),

remembered as (
    select
        year.indicator_id,
        year.fiscal_year,
        method.method,
        earlier.total,
        pow(method.memory_ratio, year.fiscal_year - earlier.fiscal_year - 1) as weight
    from {{ ref('int_pace_year') }} as year
    inner join {{ ref('int_pace_year') }} as earlier
        on year.indicator_id = earlier.indicator_id
            and year.fiscal_year > earlier.fiscal_year
            and earlier.is_finished
            and earlier.total is not null
    cross join method
),

level as (
    select
        indicator_id,
        fiscal_year,
        method,
        -- Exact sums: in any order of the years they give the same mean.
        cast(avg(cast(total as decimal(38, 9))) as double) as mean_total,
        cast(sum(cast(total * weight as decimal(38, 9))) as double)
        / nullif(cast(sum(cast(weight as decimal(38, 9))) as double), 0) as remembered_total
    from remembered
    group by all
),

past as (
    select
        *,
        if(kind = 'flow', coalesce(least(mean_share, 1), elapsed), elapsed) as share,
        if(kind = 'ratio', reached * elapsed, reached) as counted
    from {{ ref('int_pace_past') }}
    where value_to_date is not null
),

month_share as (
    select
        past.*,
        past.share - lag(past.share, 1, 0) over (
            partition by past.indicator_id, past.fiscal_year
            order by past.as_of
        ) as month_share
    from past
),

known as (
    select
        month_share.*,
        greatest(
            sum(month_share.month_share * if(month_share.kind = 'flow', coalesce(ratio.known_ratio, 1), 1)) over (
                partition by month_share.indicator_id, month_share.fiscal_year
                order by month_share.as_of
            ), 0
        ) as known_share
    from month_share
    left join {{ ref('int_known_ratio') }} as ratio
        on month_share.indicator_id = ratio.indicator_id and month_share.month = ratio.month
),

expected as (
    select
        known.*,
        level.method,
        level.mean_total,
        method.is_candidate,
        method.drift_weight,
        coalesce(level.remembered_total, known.last_total, level.mean_total) as prior_level,
        (method.prior_weight * prior_level + known.counted) / (method.prior_weight + known.known_share) as year_level
    from known
    inner join level
        on known.indicator_id = level.indicator_id and known.fiscal_year = level.fiscal_year
    inner join method
        on level.method = method.method
),

forecast as (
    select
        *,
        case
            when method = 'last_year' then base + last_total
            when method = 'last_share' then base + coalesce(reached * last_total / nullif(last_reached, 0), last_total)
            when method = 'linear' and kind = 'flow' then base + reached / elapsed
            when method = 'linear' then value_to_date
            when kind = 'stock' then reached * (1 + drift_weight * (coalesce(mean_growth, 1) - 1))
            else base + counted + (1 - known_share) * year_level
        end as forecast,
        if(kind = 'stock', abs(reached), greatest(year_level, mean_total))
        * pow(greatest(1 - known_share, 0.02), {{ var('pace_narrowing') }}) as chance
    from expected
),

compared as (
    select
        *,
        max(if(is_candidate, forecast, null)) over in_view - min(if(is_candidate, forecast, null)) over in_view
            as disagreement
    from forecast
    window in_view as (partition by indicator_id, as_of)
)

select
    indicator_id,
    kind,
    fiscal_year,
    as_of,
    method,
    is_candidate,
    forecast,
    nullif(chance + {{ var('pace_disagreement') }} * disagreement, 0) as unit,
    if(is_finished, base + total, null) as outcome,
    abs(forecast - outcome) / nullif(mean_total, 0) as error_ratio,
    past_years
from compared
where elapsed < 1
