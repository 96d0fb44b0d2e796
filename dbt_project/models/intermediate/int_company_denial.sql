-- One row per record and handle (number or name) that a person decided does not mean the record's company.
with decided as (
    {{ known_decisions() }}
),

denied as (
    select
        one as record,
        other as company
    from decided
    where decision = 'different' and contains(one, ':')
    union all
    select
        other,
        one
    from decided
    where decision = 'different' and not contains(one, ':') and contains(other, ':')
),

mention as (
    select
        {{ record_token('mention') }} as token,
        mention.corporate_number,
        names.name_key
    from {{ ref('int_company_mention') }} as mention
    left join {{ ref('int_company_name') }} as names using (name)
),

named_by_record as (
    select
        denied.record,
        mention.corporate_number,
        mention.name_key
    from denied
    inner join mention on denied.company = mention.token
),

handle as (
    select
        denied.record,
        denied.company as handle
    from denied
    where not contains(denied.company, ':')
    union all
    select
        denied.record,
        known.handle
    from denied
    inner join {{ ref('raw_company_key') }} as known on denied.company = known.company_key
    union all
    select
        record,
        {{ number_handle('corporate_number') }}
    from named_by_record
    where corporate_number is not null
    union all
    select
        record,
        {{ name_handle('name_key') }}
    from named_by_record
    where corporate_number is null and name_key is not null
    union all
    select
        named.record,
        {{ number_handle('mention.corporate_number') }}
    from named_by_record as named
    inner join mention on named.name_key = mention.name_key
    where named.corporate_number is null and mention.corporate_number is not null
)

select distinct
    split_part(record, ':', 1) as log,
    substr(record, strpos(record, ':') + 1) as record_id,
    handle
from handle
