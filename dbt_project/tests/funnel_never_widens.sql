-- Whoever came to a stage in order came to the one before it in order, and reached it at all.
select
    fiscal_year,
    stage
from {{ ref('company_funnel') }}
qualify
    in_order_count > lag(in_order_count) over (partition by fiscal_year order by position)
    or in_order_count > company_count
    or after_previous_count > company_count
