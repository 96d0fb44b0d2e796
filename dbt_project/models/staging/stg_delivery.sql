-- One row per delivery known by the end of as_of.
select delivery.*
from {{ ref('raw_delivery') }} as delivery
cross join {{ ref('stg_as_of') }} as clock
where cast(delivery.delivered_at as date) <= clock.as_of
