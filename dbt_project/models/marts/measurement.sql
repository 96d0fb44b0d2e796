-- One row per accepted row of a log and indicator that it counts for: where every figure comes from.
select
    indicator_id,
    occurred_on,
    ended_on,
    quantity,
    company_key,
    members_id,
    log,
    record_id,
    file,
    row_number
from {{ ref('int_measurement') }}
