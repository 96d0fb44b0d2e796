-- One row per fiscal year and programme (null: all together): how many consultations were introduced, and by whom.
with consultation as (
    select
        fiscal_year,
        programme_id,
        referral
    from {{ ref('int_company_touchpoint') }}
    where stage = 'consultation'
    union all
    select
        fiscal_year,
        null as programme_id,
        referral
    from {{ ref('int_company_touchpoint') }}
    where stage = 'consultation'
)

select
    fiscal_year,
    programme_id,
    count(*) as consultation_count,
    count(referral) as answered_count,
    count(*) filter (where referral = 'government') as government_count,
    count(*) filter (where referral = 'acquaintance') as acquaintance_count,
    count(*) filter (where referral = 'bank') as bank_count,
    government_count + acquaintance_count + bank_count as introduced_count,
    introduced_count / count(*) as introduced_ratio
from consultation
group by fiscal_year, programme_id
