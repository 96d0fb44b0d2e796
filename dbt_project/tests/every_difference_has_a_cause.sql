-- Every printed figure that differs has a cause and what was found; what is found is about differences only.
select figure_id
from {{ ref('reconciliation') }}
where
    (status = 'differs' and (cause is null or cause_by is null or finding is null))
    or (coalesce(status, '') != 'differs' and finding is not null)
    or (finding = 'changed_since') != (coalesce(late_count, 0) + coalesce(corrected_count, 0) > 0)
