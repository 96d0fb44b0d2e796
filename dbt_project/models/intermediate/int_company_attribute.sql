-- One row per company: its newest ward and industry that are not blank.
with mention as (
    select
        company_key,
        ward,
        industry,
        struct_pack(delivered_at := delivered_at, delivery := delivery, row_position := position, log := log) as version
    from {{ ref('int_company_identity') }}
    where company_key is not null
)

select
    company_key,
    arg_max(ward, version) as ward,
    arg_max(industry, version) as industry
from mention
group by company_key
