-- The list of open consultations and the count by programme and year are of the same consultations.
select
    programme_id,
    fiscal_year
from {{ ref('consultation_closing') }} as closing
full join (
    select
        programme_id,
        {{ fiscal_year('received_on') }} as fiscal_year,
        count(*) as open_count
    from {{ ref('open_consultation') }}
    group by all
) as listed using (programme_id, fiscal_year)
where coalesce(closing.open_count, 0) != coalesce(listed.open_count, 0)
