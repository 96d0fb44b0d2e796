-- One row per indicator, fiscal year, dimension and member with anything to show.
select
    indicator_id,
    fiscal_year,
    dimension,
    member,
    value,
    is_additive
from {{ ref('int_member_value') }}
where grain = 'year'
