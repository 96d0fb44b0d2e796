-- One row per log and key with an accepted version: the newest of them.
{% for log in var('logs') -%}
select
    '{{ log }}' as log,
    base_id,
    max(struct_pack(delivered_at := _delivered_at, delivery := _delivery, row_position := _position)) as version
from {{ ref('stg_' ~ log ~ '__versions') }}
where is_accepted
group by base_id
{{ 'union all' if not loop.last }}
{% endfor %}
