-- One row per company and fiscal year with any support: the first date of each stage in that year.
select
    company_key,
    fiscal_year,
    min(touched_on) filter (where stage = 'event') as event_on,
    min(touched_on) filter (where stage = 'consultation') as consultation_on,
    min(touched_on) filter (where stage = 'dispatch') as dispatch_on,
    min(touched_on) filter (where stage = 'subsidy') as subsidy_on,
    min(touched_on) filter (where stage = 'outcome') as outcome_on
from {{ ref('int_company_touchpoint') }}
where company_key is not null
group by company_key, fiscal_year
