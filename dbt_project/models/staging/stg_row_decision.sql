-- One row per record that seems to have vanished and that somebody has decided on by as_of.
with dated as (
    select
        log,
        record_id,
        decision,
        try_cast(try_strptime(replace(decided_on, '/', '-'), '%Y-%m-%d') as date) as decided_on
    from {{ ref('row_decisions') }}
)

select dated.*
from dated
cross join {{ ref('stg_as_of') }} as clock
where dated.decided_on <= clock.as_of
