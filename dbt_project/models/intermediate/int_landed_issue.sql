-- One row per finding of ingest in a known delivery, with the newest accepted version of the row's record.
select
    issue.*,
    delivery.log,
    delivery.delivered_at as _delivered_at,
    delivery.file as _delivery,
    struct_pack(
        delivered_at := delivery.delivered_at, delivery := delivery.file, row_position := issue.position
    ) as version,
    newest.version as newest_version
from {{ ref('raw_issue') }} as issue
inner join {{ ref('stg_delivery') }} as delivery
    on issue._sha256 = delivery.sha256 and delivery.status = 'landed'
left join {{ ref('int_current_version') }} as newest
    on delivery.log = newest.log and issue.record_id = newest.base_id
