-- One row per current record whose company is known.
select
    company_key,
    log,
    record_id
from {{ ref('int_company_identity') }}
where company_key is not null
