-- One row per pair of companies (or record and company) and reason why a person should judge whether they are one.
{% set many = 5 -%}
with named as (
    select
        identity.company_key,
        names.name_key,
        split_part(names.name_key, '|', 1) as core,
        split_part(names.name_key, '|', 2) as form,
        bool_or(identity.corporate_number is not null) as is_numbered,
        min({{ record_token('identity') }}) as first_record,
        count(*) as records
    from {{ ref('int_company_identity') }} as identity
    inner join {{ ref('int_company_name') }} as names using (name)
    where identity.company_key is not null and names.name_key is not null
    group by identity.company_key, names.name_key
),

main_name as (
    select
        company_key,
        arg_max(name_key, struct_pack(records := records, name_key := name_key)) as name_key
    from named
    group by company_key
),

bearer as (
    select
        identity.company_key,
        identity.name_handle,
        identity.ward
    from {{ ref('int_company_identity') }} as identity
    where identity.corporate_number is not null and identity.name_handle is not null
    group by all
),

few_bearers as (
    select
        name_handle,
        company_key
    from bearer
    group by name_handle, company_key
    qualify count(*) over (partition by name_handle) between 2 and {{ many }}
),

unresolved as (
    select
        name_handle,
        ward,
        min({{ record_token('identity') }}) as token
    from {{ ref('int_company_identity') }} as identity
    where company_key is null and name_handle is not null
    group by name_handle, ward
),

one_ward as (
    select
        name_handle,
        ward,
        company_key
    from bearer
    where ward is not null
    qualify count(*) over (partition by name_handle, ward) between 2 and {{ many }}
),

one_core as (
    select
        core,
        form,
        company_key,
        is_numbered
    from named
    qualify count(*) over (partition by core) between 2 and {{ many }}
),

shortened as (
    select
        company_key,
        core,
        form,
        is_numbered,
        unnest(
            list_transform(range(1, length(core) + 1), lambda place: core[:place - 1] || '_' || core[place + 1:])
        ) as pattern
    from named
    where form != '' and length(core) between 4 and 40
),

one_pattern as (
    select *
    from shortened
    qualify count(*) over (partition by pattern, form) between 2 and {{ many }}
),

doubt as (
    select
        unresolved.token as one,
        few_bearers.company_key as other,
        'namesakes' as reason
    from unresolved
    inner join few_bearers using (name_handle)
    union
    select
        a.company_key as one,
        b.company_key as other,
        'same_ward' as reason
    from one_ward as a
    inner join one_ward as b
        on a.name_handle = b.name_handle and a.ward = b.ward and a.company_key < b.company_key
    union
    select
        a.company_key as one,
        b.company_key as other,
        'legal_form' as reason
    from one_core as a
    inner join one_core as b
        on a.core = b.core
            and a.form != b.form
            and a.company_key < b.company_key
            and not (a.is_numbered and b.is_numbered)
    union
    select
        a.company_key as one,
        b.company_key as other,
        'spelling' as reason
    from one_pattern as a
    inner join one_pattern as b
        on a.pattern = b.pattern
            and a.form = b.form
            and a.company_key < b.company_key
            and not (a.is_numbered and b.is_numbered)
            and a.core != b.core
            and regexp_replace(a.core, '[^0-9]', '', 'g') = regexp_replace(b.core, '[^0-9]', '', 'g')
    union
    select
        named.first_record as one,
        named.company_key as other,
        'other_name' as reason
    from named
    inner join main_name using (company_key)
    where jaro_winkler_similarity(named.core, split_part(main_name.name_key, '|', 1)) < 0.5
    union
    select
        one,
        other,
        'contradiction' as reason
    from {{ ref('int_company_decision') }}
    where is_contradictory
    union
    select
        one,
        other,
        'unknown' as reason
    from {{ ref('int_company_decision') }}
    where group_id is null
),

judged as (
    select distinct
        least(coalesce(key_one.company_key, decided.one), coalesce(key_other.company_key, decided.other)) as one,
        greatest(coalesce(key_one.company_key, decided.one), coalesce(key_other.company_key, decided.other)) as other
    from {{ ref('company_decisions') }} as decided
    left join {{ ref('int_company_identity') }} as key_one
        on {{ record_token('key_one') }} = decided.one and decided.decision = 'same'
    left join {{ ref('int_company_identity') }} as key_other
        on {{ record_token('key_other') }} = decided.other and decided.decision = 'same'
)

select doubt.*
from doubt
anti join judged
    on doubt.reason not in ('contradiction', 'unknown')
        and least(doubt.one, doubt.other) = judged.one
        and greatest(doubt.one, doubt.other) = judged.other
