-- One row per rejected row of a record whose older version is still the newest accepted one.
with rejected as (
    select
        log,
        file,
        row_number,
        record_id as base_id,
        version
    from {{ ref('int_landed_issue') }}
    where severity = 'reject' and record_id is not null and status = 'landed'
    union
    select
        log,
        file,
        row_number,
        base_id,
        version
    from {{ ref('int_version_finding') }}
    where not is_accepted
)

select
    rejected.log,
    rejected.file,
    rejected.row_number
from rejected
inner join {{ ref('int_current_version') }} as newest
    on rejected.log = newest.log
        and rejected.base_id = newest.base_id
        and newest.version < rejected.version
