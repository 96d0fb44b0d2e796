-- One row: the day up to which deliveries and rows are known (JST), asked for or that of the newest delivery.
select
    coalesce(
        try_cast(context.requested_as_of as date),
        (select cast(max(delivery.delivered_at) as date) from {{ ref('raw_delivery') }} as delivery),
        current_date
    ) as as_of
from {{ ref('run_context') }} as context
