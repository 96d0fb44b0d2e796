-- Introductions are part of the answers, answers part of the consultations.
select
    fiscal_year,
    programme_id
from {{ ref('consultation_referral') }}
where introduced_count > answered_count or answered_count > consultation_count
