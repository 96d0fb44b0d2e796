-- One row per group: the key of its company, as published before, else drawn from its number, name or first record.
with joined as (
    select distinct
        group_id,
        root_id
    from {{ ref('int_company_decision') }}
    where root_id is not null
),

drawn as (
    select
        coalesce(joined.root_id, grouped.group_id) as root_id,
        min({{ record_token('grouped') }}) as first_record,
        coalesce(
            min(grouped.number_handle),
            min(grouped.name_handle) filter (where grouped.has_legal_form and grouped.name_handle = grouped.group_id),
            'P' || substr(sha256(first_record), 1, 16)
        ) as company_key
    from {{ ref('int_company_group') }} as grouped
    left join joined using (group_id)
    where grouped.group_id is not null
    group by coalesce(joined.root_id, grouped.group_id)
),

claim as (
    select
        known.company_key,
        own.root_id,
        count(*) as handles,
        bool_or(starts_with(known.handle, 'C')) as has_number,
        min(known.since) as since
    from {{ ref('int_company_handle') }} as own
    inner join {{ ref('raw_company_key') }} as known using (handle)
    where own.is_sole
    group by known.company_key, own.root_id
),

won as (
    select
        company_key,
        first(root_id order by handles desc, has_number desc, since, root_id) as root_id
    from claim
    group by company_key
),

age as (
    select
        company_key,
        min(since) as since
    from {{ ref('raw_company_key') }}
    group by company_key
),

kept as (
    select
        won.root_id,
        first(won.company_key order by age.since, won.company_key) as company_key
    from won
    inner join age using (company_key)
    group by won.root_id
),

keyed as (
    select
        drawn.root_id,
        case
            when kept.company_key is not null then kept.company_key
            when age.company_key is null then drawn.company_key
            else 'S' || substr(sha256(drawn.root_id || drawn.first_record), 1, 16)
        end as company_key
    from drawn
    left join kept using (root_id)
    left join age on drawn.company_key = age.company_key
)

select distinct
    grouped.group_id,
    keyed.root_id,
    keyed.company_key
from {{ ref('int_company_group') }} as grouped
left join joined using (group_id)
inner join keyed on coalesce(joined.root_id, grouped.group_id) = keyed.root_id
