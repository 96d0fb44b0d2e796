-- One row per known row that corrects a refused one: its own place, and that of the row it corrects.
select
    origin.log,
    origin._sha256,
    origin._position,
    origin.origin_sha256,
    origin.origin_file,
    origin.origin_row_number,
    struct_pack(
        delivered_at := delivery.delivered_at, delivery := delivery.file, row_position := origin._position
    ) as version
from {{ ref('raw_origin') }} as origin
inner join {{ ref('stg_delivery') }} as delivery
    on origin.log = delivery.log and origin._sha256 = delivery.sha256 and delivery.status = 'landed'
inner join {{ ref('stg_delivery') }} as refused
    on origin.log = refused.log and origin.origin_sha256 = refused.sha256 and refused.status in ('landed', 'withdrawn')
