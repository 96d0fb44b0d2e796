-- One row per finding of ingest in a known delivery, at the place of the row it began with, with the newest accepted
-- version of the row's record. Findings of a withdrawn delivery are kept, and marked by its status.
select
    issue.* replace (
        coalesce(origin.origin_file, issue.file) as file,
        coalesce(origin.origin_row_number, issue.row_number) as row_number
    ),
    delivery.status,
    delivery.delivered_at as _delivered_at,
    delivery.file as _delivery,
    coalesce(origin.origin_sha256, issue._sha256) as origin_sha256,
    struct_pack(
        delivered_at := delivery.delivered_at, delivery := delivery.file, row_position := issue.position
    ) as version,
    newest.version as newest_version
from {{ ref('raw_issue') }} as issue
inner join {{ ref('stg_delivery') }} as delivery
    on issue.log = delivery.log and issue._sha256 = delivery.sha256 and delivery.status in ('landed', 'withdrawn')
left join {{ ref('stg_origin') }} as origin
    on delivery.log = origin.log and issue._sha256 = origin._sha256 and issue.position = origin._position
left join {{ ref('int_current_version') }} as newest
    on delivery.log = newest.log and issue.record_id = newest.base_id
