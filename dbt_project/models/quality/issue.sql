-- One row per finding about a row (or file): refused, doubtful or skipped, and whether it healed since.
with landed as (
    select
        issue.log,
        issue.file,
        issue.row_number,
        issue.column_name,
        issue.severity,
        issue.rule,
        issue.value,
        issue.message_ja,
        issue.message_en,
        issue.record_id,
        struct_pack(delivered_at := issue._delivered_at, delivery := issue._delivery, row_position := issue.position) as version,
        current.version as newest
    from {{ ref('int_landed_issue') }} as issue
    left join {{ ref('int_current_version') }} as current
        on issue.log = current.log and issue.record_id = current.base_id
),

ingest_finding as (
    select
        log,
        file,
        row_number,
        column_name,
        severity,
        rule,
        value,
        message_ja,
        message_en,
        if(severity != 'skip' and newest > version, 'healed', 'open') as state,
        if(severity != 'skip' and newest > version, newest.delivery, null) as healed_by
    from landed
),

staged as (
    {% for log in var('logs') -%}
    select
        '{{ log }}' as log,
        _file,
        _row_number,
        base_id,
        record_id,
        findings,
        is_accepted,
        is_key_reused,
        struct_pack(delivered_at := _delivered_at, delivery := _delivery, row_position := _position) as version
    from {{ ref('stg_' ~ log ~ '__versions') }}
    where len(findings) > 0 or is_key_reused
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

reference_finding as (
    select
        log,
        _file as file,
        _row_number as row_number,
        unnest(findings) as finding
    from staged
),

rejected_version as (
    select
        log,
        file,
        row_number,
        record_id as base_id,
        version
    from landed
    where severity = 'reject' and record_id is not null
    union all
    select
        log,
        _file,
        _row_number,
        base_id,
        version
    from staged
    where not is_accepted
),

row_finding as (
    select
        log,
        _file as file,
        _row_number as row_number,
        'key_reused' as rule
    from staged
    where is_key_reused
    union all
    select distinct
        rejected.log,
        rejected.file,
        rejected.row_number,
        'older_version_stands' as rule
    from rejected_version as rejected
    inner join {{ ref('int_current_version') }} as current
        on rejected.log = current.log
            and rejected.base_id = current.base_id
            and current.version < rejected.version
    union all
    select
        log,
        _file,
        _row_number,
        'row_vanished' as rule
    from {{ ref('int_vanished_row') }}
    union all
    {% for log, fact in var('logs').items() if fact.is_measured -%}
    select
        log,
        _file,
        _row_number,
        rule
    from {{ ref('int_' ~ log ~ '__findings') }}
    union all
    {% endfor -%}
    select
        'seminar_session' as log,
        session._file,
        session._row_number,
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
),

computed as (
    select
        log,
        file,
        row_number,
        finding.column_name,
        finding.severity,
        finding.rule,
        finding.value,
        finding.state,
        finding.healed_by
    from reference_finding
    union all
    select
        log,
        file,
        row_number,
        null as column_name,
        'warn' as severity,
        rule,
        null as value,
        'open' as state,
        null as healed_by
    from row_finding
)

select
    log,
    file,
    row_number,
    column_name,
    severity,
    rule,
    value,
    message_ja as message,
    message_en,
    state,
    healed_by
from ingest_finding
union all
select
    computed.log,
    computed.file,
    computed.row_number,
    computed.column_name,
    computed.severity,
    computed.rule,
    computed.value,
    replace(rules.message_ja, '{value}', coalesce(computed.value, '')) as message,
    replace(rules.message_en, '{value}', coalesce(computed.value, '')) as message_en,
    computed.state,
    computed.healed_by
from computed
left join {{ ref('issue_rules') }} as rules using (rule)
