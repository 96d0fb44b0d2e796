-- One row per fiscal year and programme (null: all together): visits beside real companies, returning and repeated.
with visit as (
    select
        programme_id,
        fiscal_year,
        company_key
    from {{ ref('int_company_touchpoint') }}
    where stage != 'outcome'
    union all
    select
        null as programme_id,
        fiscal_year,
        company_key
    from {{ ref('int_company_touchpoint') }}
    where stage != 'outcome'
),

company as (
    select
        programme_id,
        fiscal_year,
        company_key,
        count(*) as visits,
        fiscal_year = min(fiscal_year) over (partition by programme_id, company_key) as is_new
    from visit
    group by programme_id, fiscal_year, company_key
)

select
    fiscal_year,
    programme_id,
    cast(sum(visits) as bigint) as visit_count,
    cast(coalesce(sum(visits) filter (where company_key is not null), 0) as bigint) as known_visit_count,
    count(company_key) as company_count,
    count(company_key) filter (where is_new) as new_company_count,
    count(company_key) filter (where not is_new) as returning_company_count,
    count(company_key) filter (where visits >= 2) as repeat_company_count
from company
group by fiscal_year, programme_id
