-- One row per finding about a row (or file): refused, doubtful or skipped, and whether it healed since.
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
from {{ ref('int_finding') }}
union all
select
    found.log,
    found.file,
    found.row_number,
    null as column_name,
    'warn' as severity,
    found.rule,
    null as value,
    replace(rules.message_ja, '{value}', '') as message,
    replace(rules.message_en, '{value}', '') as message_en,
    if(found.is_decided, 'healed', 'open') as state,
    if(found.is_decided, 'catalogue/row_decisions.csv', null) as healed_by
from {{ ref('int_row_finding') }} as found
left join {{ ref('issue_rules') }} as rules using (rule)
