-- One row per log and programme that delivered: its newest delivery; programme null: files of several programmes.
with delivered as (
    {% for log, fact in var('logs').items() -%}
    select
        '{{ log }}' as log,
        _sha256,
        _delivered_at,
        {{ 'programme_id' if 'programme_id' in fact.has or fact.parent else "'' as programme_id" }}
    from {{ ref('stg_' ~ log ~ '__versions') }}
    where is_accepted
    group by all
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

file as (
    select
        log,
        _sha256,
        max(_delivered_at) as delivered_at,
        list_distinct(list(programme_id)) as programme_ids
    from delivered
    group by log, _sha256
),

listed as (
    select
        log,
        delivered_at,
        unnest(if(len(programme_ids) > 1, list_append(programme_ids, null), programme_ids)) as programme_id
    from file
)

select
    log,
    programme_id,
    max(delivered_at) as delivered_at
from listed
group by log, programme_id
