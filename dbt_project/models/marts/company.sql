-- One row per company: how it is mostly called, and its newest ward and industry that are not blank.
with mention as (
    select
        *,
        row_number() over (order by delivered_at, delivery, position, log) as mention_order
    from {{ ref('int_company_identity') }}
    where company_key is not null
),

spelling as (
    select
        company_key,
        name,
        count(*) as uses,
        max(mention_order) as newest_use
    from mention
    where name_handle is not null
    group by company_key, name
),

called as (
    select
        company_key,
        arg_max(name, struct_pack(uses := uses, newest_use := newest_use)) as name
    from spelling
    group by company_key
)

select
    mention.company_key,
    if(
        bool_or(mention.corporate_number is not null or mention.has_legal_form or mention.is_organisation),
        any_value(called.name),
        null
    ) as name,
    min(mention.corporate_number) as corporate_number,
    arg_max(mention.ward, mention.mention_order) as ward,
    arg_max(mention.industry, mention.mention_order) as industry
from mention
left join called using (company_key)
group by mention.company_key
