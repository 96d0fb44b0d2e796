-- One row per company mention: the group it falls into by number, name and ward; null where that cannot be told.
with denial as (
    select
        log,
        record_id,
        list(handle order by handle) as denied
    from {{ ref('int_company_denial') }}
    group by log, record_id
),

mention as (
    select
        mention.log,
        mention.record_id,
        mention.ward,
        mention.delivered_at,
        denial.denied,
        coalesce(names.has_legal_form, false) as has_legal_form,
        {{ name_handle('names.name_key') }} as name_handle,
        array_to_string(denial.denied, ',') as denials,
        {{ number_handle('mention.corporate_number') }} as written_handle,
        if(list_contains(denial.denied, written_handle), null, written_handle) as number_handle,
        if(
            number_handle is null,
            concat_ws('|', name_handle, coalesce(mention.ward, ''), denials),
            null
        ) as question_id
    from {{ ref('int_company_mention') }} as mention
    left join {{ ref('int_company_name') }} as names using (name)
    left join denial using (log, record_id)
),

bearer as (
    select distinct
        name_handle,
        number_handle
    from mention
    where name_handle is not null and number_handle is not null
),

known_ward as (
    select distinct
        number_handle,
        ward
    from mention
    where number_handle is not null and ward is not null
),

question as (
    select distinct
        question_id,
        name_handle,
        ward,
        denied
    from mention
    where question_id is not null and name_handle is not null
),

candidate as (
    select
        question.question_id,
        bearer.number_handle,
        coalesce(bool_or(known_ward.ward = question.ward), false) as is_in_ward,
        coalesce(bool_and(known_ward.ward != question.ward), false) as is_elsewhere
    from question
    inner join bearer using (name_handle)
    left join known_ward using (number_handle)
    where not coalesce(list_contains(question.denied, bearer.number_handle), false)
    group by all
),

answer as (
    select
        question_id,
        case
            when count(*) = 1 then min(number_handle)
            when count(*) filter (where is_in_ward) = 1 then min(number_handle) filter (where is_in_ward)
            when count(*) filter (where not is_elsewhere) = 1 then min(number_handle) filter (where not is_elsewhere)
        end as number_handle
    from candidate
    group by all
),

decided_record as (
    select distinct unnest([one, other]) as token
    from ({{ known_decisions() }}) as decided
    where decision = 'same'
)

select
    mention.log,
    mention.record_id,
    mention.delivered_at,
    mention.has_legal_form,
    mention.name_handle,
    mention.number_handle,
    coalesce(
        mention.number_handle,
        case
            when answer.question_id is not null then answer.number_handle
            when not coalesce(list_contains(mention.denied, mention.name_handle), false) then mention.name_handle
        end,
        if(
            mention.denied is not null or decided_record.token is not null,
            'R' || substr(sha256({{ record_token('mention') }}), 1, 16),
            null
        )
    ) as group_id
from mention
left join answer using (question_id)
left join decided_record
    on {{ record_token('mention') }} = decided_record.token
