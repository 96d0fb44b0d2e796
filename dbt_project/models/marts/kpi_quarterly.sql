-- One row per indicator and quarter of the fiscal year (1 is April to June).
select
    indicator_id,
    fiscal_year,
    cast((month(starts_on) + 8) % 12 / 3 + 1 as integer) as quarter,
    starts_on,
    value,
    coverage,
    false as is_suppressed
from {{ ref('int_period_value') }}
where grain = 'quarter'
