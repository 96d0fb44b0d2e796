-- New and returning companies are all companies, and no figure of companies is larger than the one it is part of.
select
    fiscal_year,
    programme_id
from {{ ref('company_support') }}
where
    new_company_count + returning_company_count != company_count
    or repeat_company_count > company_count
    or company_count > known_visit_count
    or known_visit_count > visit_count
