-- One row per log, combination of members and dimension: which member the measured rows with that combination are of.
select
    log,
    members_id,
    dimension,
    member
from {{ ref('int_member') }}
