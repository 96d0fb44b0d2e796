-- One row per indicator and fiscal year with a target or plan: the newest row of the log.
select
    indicator_id,
    cast(fiscal_year as integer) as fiscal_year,
    target_value as target,
    coalesce(kind, 'target') as target_kind,
    coalesce(comparison, 'at_least') as comparison,
    basis
from {{ ref('stg_target') }}
