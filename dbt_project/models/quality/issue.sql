-- One row per finding about a row (or file): refused, doubtful or skipped, and whether it healed since.
with landed as (
    select
        *,
        severity != 'skip' and coalesce(newest_version > version, false) as is_healed
    from {{ ref('int_landed_issue') }}
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
    from (
        select
            * exclude (findings),
            unnest(findings) as finding
        from {{ ref('int_version_finding') }}
    ) as referring
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
    from {{ ref('int_row_finding') }}
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
    if(is_healed, 'healed', 'open') as state,
    if(is_healed, newest_version.delivery, null) as healed_by
from landed
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
