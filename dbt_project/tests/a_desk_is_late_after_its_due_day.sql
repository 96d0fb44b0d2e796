-- A desk is late exactly when it delivered once and its due day is past; one that never did has no delivery.
select
    delivery.log,
    delivery.programme_id
from {{ ref('delivery') }} as delivery
cross join {{ ref('stg_as_of') }} as clock
where
    (delivery.status = 'never') != (delivery.last_delivered_at is null)
    or (delivery.status = 'late') != (delivery.last_delivered_at is not null and clock.as_of > delivery.due_on)
