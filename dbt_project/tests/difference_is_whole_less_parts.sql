-- difference = value − parts_value, and equal means that there is none.
select
    indicator_id,
    fiscal_year
from {{ ref('identity') }}
where
    difference is distinct from value - parts_value
    or (is_equal and abs(difference) > 0.000001 * greatest(1, abs(value)))
    or (is_equal is null) != (difference is null)
