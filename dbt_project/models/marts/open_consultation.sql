-- One row per consultation that is still open: how long it has been waiting on the day of as_of.
select
    consultation.record_id,
    consultation.programme_id,
    consultation.event_on as received_on,
    cast(date_diff('day', consultation.event_on, clock.as_of) as integer) as age_days,
    case
        when age_days <= 7 then '0-7'
        when age_days <= 30 then '8-30'
        when age_days <= 90 then '31-90'
        else '91-'
    end as age_band,
    consultation.channel,
    consultation.category,
    identity.company_key
from {{ ref('stg_consultation') }} as consultation
cross join {{ ref('stg_as_of') }} as clock
left join {{ ref('int_company_identity') }} as identity
    on identity.log = 'consultation' and consultation.record_id = identity.record_id
where
    consultation.status = 'open'
    and consultation.event_on <= clock.as_of
