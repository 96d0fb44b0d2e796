-- One row per finding of ingest in a known delivery, with what became of its record since.
select
    issue.*,
    delivery.log,
    delivery.delivered_at as _delivered_at,
    delivery.file as _delivery
from {{ ref('raw_issue') }} as issue
inner join {{ ref('stg_delivery') }} as delivery
    on issue._sha256 = delivery.sha256 and delivery.status = 'landed'
