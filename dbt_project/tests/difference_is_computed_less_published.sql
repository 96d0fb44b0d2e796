-- difference = computed − published; no_data says that nothing was computed, and only actual figures are judged.
select figure_id
from {{ ref('reconciliation') }}
where
    difference is distinct from computed_value - published_value
    or (status = 'no_data') != (computed_value is null and kind in ('actual', 'cumulative'))
    or (status is null) != (kind not in ('actual', 'cumulative'))
