-- achievement = value ÷ target, and there is one wherever both are known and the target is not 0.
select
    indicator_id,
    fiscal_year
from {{ ref('kpi_yearly') }}
where
    (achievement is null) != (value is null or target is null or target = 0)
    or abs(achievement * target - value) > 0.000001 * greatest(1, abs(value))
