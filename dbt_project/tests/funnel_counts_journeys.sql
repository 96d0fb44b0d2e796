-- A stage of the funnel counts the journeys that have a date for it.
with journey as (
    unpivot (select * exclude (company_key) from {{ ref('company_journey') }})
    on event_on, consultation_on, dispatch_on, subsidy_on, outcome_on
    into name stage_on value reached_on
),

counted as (
    select
        fiscal_year,
        replace(stage_on, '_on', '') as stage,
        count(*) as company_count
    from journey
    group by all
)

select
    funnel.fiscal_year,
    funnel.stage
from {{ ref('company_funnel') }} as funnel
full join counted
    on funnel.fiscal_year = counted.fiscal_year and funnel.stage = counted.stage
where coalesce(funnel.company_count, 0) != coalesce(counted.company_count, 0)
