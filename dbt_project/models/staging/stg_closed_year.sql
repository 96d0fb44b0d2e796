-- One row per thing that a closed year keeps, of the years that are closed: for a past day those closed by its end.
select closed.*
from {{ ref('raw_closed_year') }} as closed
cross join (
    select coalesce(try_cast(requested_as_of as date) + interval 1 day, timestamp 'infinity') as known_before
    from {{ ref('run_context') }}
) as context
where
    (closed.closed_at < context.known_before)
    and coalesce(closed.reopened_at, timestamp 'infinity') >= context.known_before
