-- One row per version of a record that refers to something unknown, or that starts a record of a reused key.
{% for log in var('logs') -%}
select
    '{{ log }}' as log,
    _sha256,
    _position as position,
    _file as file,
    _row_number as row_number,
    base_id,
    findings,
    is_accepted,
    is_key_reused,
    struct_pack(delivered_at := _delivered_at, delivery := _delivery, row_position := _position) as version
from {{ ref('stg_' ~ log ~ '__versions') }}
where len(findings) > 0 or is_key_reused
{{ 'union all' if not loop.last }}
{% endfor %}
