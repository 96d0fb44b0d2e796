-- One row per indicator, month, dimension and member with anything to show; years stand in kpi_breakdown_yearly.
select
    indicator_id,
    fiscal_year,
    starts_on as month,
    dimension,
    member,
    value,
    is_additive
from {{ ref('int_member_value') }}
where grain = 'month'
