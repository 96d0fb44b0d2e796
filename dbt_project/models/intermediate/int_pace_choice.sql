-- One row per indicator and fiscal year: the method that did best in the years before it, and its interval's reach.
-- The reach is the distance that held 80 % of what those methods missed by in the years before, of all of the kind.
with winner as (
    select *
    from {{ ref('int_pace_score') }}
    qualify
        row_number() over (
            partition by indicator_id, fiscal_year
            order by error_ratio nulls last, rank
        ) = 1
),

miss as (
    select
        winner.kind,
        winner.fiscal_year,
        abs(forecast.forecast - forecast.outcome) / forecast.unit / winner.spread as distance
    from winner
    inner join {{ ref('int_pace_forecast') }} as forecast
        on winner.indicator_id = forecast.indicator_id
            and winner.fiscal_year = forecast.fiscal_year
            and winner.method = forecast.method
    where forecast.outcome is not null and forecast.unit is not null and forecast.past_years >= 2
),

kind as (
    select distinct
        kind,
        fiscal_year
    from winner
),

reach as (
    select
        kind.kind,
        kind.fiscal_year,
        (quantile_cont(miss.distance, 0.8) * count(*) + 100 * {{ var('pace_reach') }}) / (count(*) + 100) as reach
    from kind
    inner join miss
        on kind.kind = miss.kind and kind.fiscal_year > miss.fiscal_year
    group by all
)

select
    winner.indicator_id,
    winner.fiscal_year,
    winner.method,
    winner.spread * coalesce(reach.reach, {{ var('pace_reach') }}) as reach
from winner
left join reach
    on winner.kind = reach.kind and winner.fiscal_year = reach.fiscal_year
