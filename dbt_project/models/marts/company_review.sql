-- One row per pair and reason that a person should judge: one company? Answers go to company_decisions.csv.
with record as (
    select
        {{ record_token('identity') }} as token,
        if(identity.has_legal_form or identity.is_organisation, identity.name, null) as name
    from {{ ref('int_company_identity') }} as identity
),

side as (
    select
        company_key as token,
        name
    from {{ ref('company') }}
    union all
    select
        token,
        name
    from record
    where token in (select doubt.one from {{ ref('int_company_doubt') }} as doubt)
)

select
    doubt.one,
    doubt.other,
    doubt.reason,
    one_side.name as one_name,
    other_side.name as other_name,
    reasons.text_ja as reason_ja,
    reasons.text_en as reason_en
from {{ ref('int_company_doubt') }} as doubt
inner join {{ ref('review_reasons') }} as reasons
    on doubt.reason = reasons.reason
left join side as one_side
    on doubt.one = one_side.token
left join side as other_side
    on doubt.other = other_side.token
where doubt.reason not in ('legal_form', 'spelling') or (one_side.name is not null and other_side.name is not null)
