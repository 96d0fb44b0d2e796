-- One row per row (or file) and warning that only the whole log, or the catalogue, can tell. A row that vanished is
-- done with once somebody has decided whether it is gone.
select
    vanished.log,
    vanished._file as file,
    vanished._row_number as row_number,
    'row_vanished' as rule,
    decided.decision is not null as is_decided
from {{ ref('int_vanished_row') }} as vanished
left join {{ ref('stg_row_decision') }} as decided
    on vanished.log = decided.log and vanished.record_id = decided.record_id
union all by name
select
    log,
    file,
    row_number,
    'key_reused' as rule
from {{ ref('int_version_finding') }}
where is_key_reused
union all by name
select
    log,
    file,
    row_number,
    'older_version_stands' as rule
from {{ ref('int_older_version_stands') }}
union all by name
{% for log, fact in var('logs').items() if fact.is_measured -%}
select
    log,
    _file as file,
    _row_number as row_number,
    rule
from {{ ref('int_' ~ log ~ '__findings') }}
union all by name
{% endfor -%}
select
    'seminar_session' as log,
    session._file as file,
    session._row_number as row_number,
    'headcount_differs' as rule
from {{ ref('int_session_people') }} as people
inner join {{ ref('stg_seminar_session') }} as session
    using (record_id)
where people.is_headcount_different
union all by name
select
    log,
    file,
    null as row_number,
    'future_mtime' as rule
from {{ ref('stg_delivery') }}
where is_future_mtime and status = 'landed'
