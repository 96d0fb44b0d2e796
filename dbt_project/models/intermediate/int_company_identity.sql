-- One row per company mention: the company it is resolved to; null key where two namesakes cannot be told apart.
with mention as (
    select
        mention.*,
        names.name_key,
        coalesce(names.has_legal_form, false) as has_legal_form
    from {{ ref('int_company_mention') }} as mention
    left join {{ ref('int_company_name') }} as names using (name)
),

numbered_name as (
    select distinct
        name_key,
        corporate_number
    from mention
    where corporate_number is not null and name_key is not null
),

known_ward as (
    select distinct
        corporate_number,
        ward
    from mention
    where corporate_number is not null and ward is not null
),

question as (
    select distinct
        name_key,
        ward
    from mention
    where corporate_number is null and name_key is not null
),

candidate as (
    select
        question.name_key,
        question.ward,
        numbered_name.corporate_number,
        coalesce(bool_or(known_ward.ward = question.ward), false) as is_in_ward,
        coalesce(bool_and(known_ward.ward != question.ward), false) as is_elsewhere
    from question
    inner join numbered_name using (name_key)
    left join known_ward using (corporate_number)
    group by question.name_key, question.ward, numbered_name.corporate_number
),

answer as (
    select
        name_key,
        ward,
        case
            when count(*) = 1 then min(corporate_number)
            when count(*) filter (where is_in_ward) = 1 then min(corporate_number) filter (where is_in_ward)
            when count(*) filter (where not is_elsewhere) = 1
                then min(corporate_number) filter (where not is_elsewhere)
        end as corporate_number
    from candidate
    group by name_key, ward
)

select
    mention.* exclude (corporate_number),
    coalesce(mention.corporate_number, answer.corporate_number) as corporate_number,
    case
        when mention.corporate_number is not null then concat('C', mention.corporate_number)
        when answer.name_key is not null then 'C' || answer.corporate_number
        when mention.name_key is not null then concat('N', substr(sha256(mention.name_key), 1, 16))
    end as company_key
from mention
left join answer
    on mention.corporate_number is null
        and mention.name_key = answer.name_key
        and mention.ward is not distinct from answer.ward
