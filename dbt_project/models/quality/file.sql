-- One row per delivery of a file: what became of its rows, references judged.
with judged as (
    {% for log in var('logs') -%}
    select
        '{{ log }}' as log,
        _sha256 as sha256,
        count(*) filter (where not is_accepted) as rejected
    from {{ ref('stg_' ~ log ~ '__versions') }}
    group by _sha256
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    delivery.log,
    delivery.file,
    delivery.sha256,
    delivery.status,
    delivery.rows_read,
    delivery.accepted - if(delivery.accepted is null, null, coalesce(judged.rejected, 0)) as accepted,
    delivery.rejected + if(delivery.rejected is null, null, coalesce(judged.rejected, 0)) as rejected,
    delivery.skipped,
    delivery.score,
    delivery.delivered_at,
    delivery.landed_at,
    delivery.encoding,
    delivery.message_ja,
    delivery.message_en
from {{ ref('stg_delivery') }} as delivery
left join judged
    on delivery.log = judged.log and delivery.sha256 = judged.sha256 and delivery.status = 'landed'
