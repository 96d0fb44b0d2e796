-- One row per row (or file) and warning that only the whole log, or the catalogue, can tell.
select
    log,
    file,
    row_number,
    'key_reused' as rule
from {{ ref('int_version_finding') }}
where is_key_reused
union all
select
    log,
    file,
    row_number,
    'older_version_stands' as rule
from {{ ref('int_older_version_stands') }}
union all
select
    log,
    _file as file,
    _row_number as row_number,
    'row_vanished' as rule
from {{ ref('int_vanished_row') }}
union all
{% for log, fact in var('logs').items() if fact.is_measured -%}
select
    log,
    _file as file,
    _row_number as row_number,
    rule
from {{ ref('int_' ~ log ~ '__findings') }}
union all
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
union all
select
    log,
    file,
    null as row_number,
    'future_mtime' as rule
from {{ ref('stg_delivery') }}
where is_future_mtime and status = 'landed'
