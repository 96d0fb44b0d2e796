-- One row per company mention: the company it is resolved to; null key where two namesakes cannot be told apart.
with number_of_company as (
    select
        keyed.company_key,
        substr(min(own.handle), 2) as number
    from {{ ref('int_company_handle') }} as own
    inner join {{ ref('int_company_key') }} as keyed using (root_id)
    where starts_with(own.handle, 'C')
    group by keyed.company_key
)

select
    mention.log,
    mention.record_id,
    mention.name,
    mention.kind,
    mention.ward,
    mention.industry,
    mention.delivered_at,
    mention.delivery,
    mention.position,
    mention.is_organisation,
    grouped.has_legal_form,
    grouped.name_handle,
    keyed.company_key,
    number_of_company.number as corporate_number
from {{ ref('int_company_mention') }} as mention
inner join {{ ref('int_company_group') }} as grouped using (log, record_id)
left join {{ ref('int_company_key') }} as keyed using (group_id)
left join number_of_company using (company_key)
