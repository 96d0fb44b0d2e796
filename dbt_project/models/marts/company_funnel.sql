-- One row per fiscal year and stage of support: how many companies reached it, and how many did so in order.
with reached as (
    select
        fiscal_year,
        company_key,
        stage,
        min(touched_on) as reached_on
    from {{ ref('int_company_touchpoint') }}
    where company_key is not null
    group by fiscal_year, company_key, stage
),

stage as (
    select
        stage,
        cast(position as integer) as position
    from {{ ref('stages') }}
),

company as (
    select distinct
        fiscal_year,
        company_key
    from reached
),

placed as (
    select
        company.fiscal_year,
        company.company_key,
        stage.stage,
        stage.position,
        reached.reached_on,
        lag(reached.reached_on) over journey as previous_on,
        stage.position = 1 as is_first
    from company
    cross join stage
    left join reached
        on company.fiscal_year = reached.fiscal_year
            and company.company_key = reached.company_key
            and stage.stage = reached.stage
    window journey as (partition by company.fiscal_year, company.company_key order by stage.position)
),

ordered as (
    select
        *,
        coalesce(reached_on >= previous_on, false) as is_after_previous,
        bool_and(reached_on is not null and (is_first or coalesce(reached_on >= previous_on, false)))
            over (partition by fiscal_year, company_key order by position) as is_in_order
    from placed
)

select
    fiscal_year,
    stage,
    position,
    count(reached_on) as company_count,
    if(position = 1, null, count(*) filter (where is_after_previous)) as after_previous_count,
    count(*) filter (where is_in_order) as in_order_count
from ordered
group by fiscal_year, stage, position
