-- One row per log and programme with dated rows: since when it has any, and its newest delivery.
with delivered as (
    {% for log, fact in var('logs').items() if fact.event_date or fact.parent -%}
    select
        '{{ log }}' as log,
        _sha256,
        _delivered_at,
        {{ 'programme_id' if 'programme_id' in fact.has or fact.parent else 'cast(null as varchar) as programme_id' }}
    from {{ ref('stg_' ~ log ~ '__versions') }}
    where is_accepted
    group by all
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

shared_file as (
    select
        log,
        _sha256,
        max(_delivered_at) as delivered_at
    from delivered
    group by log, _sha256
    having count(distinct programme_id) > 1
),

newest_shared as (
    select
        log,
        max(delivered_at) as delivered_at
    from shared_file
    group by log
),

newest_own as (
    select
        log,
        programme_id,
        max(_delivered_at) as delivered_at
    from delivered
    group by log, programme_id
),

seen as (
    select
        log,
        programme_id,
        min(first_event_on) as first_event_on,
        max(last_event_on) as last_event_on
    from {{ ref('int_desk_month') }}
    group by log, programme_id
)

select
    seen.log,
    seen.programme_id,
    seen.first_event_on,
    seen.last_event_on,
    greatest(newest_own.delivered_at, newest_shared.delivered_at) as last_delivered_at,
    try_cast(programme.to_fiscal_year as integer) as to_fiscal_year
from seen
left join newest_own
    on seen.log = newest_own.log and seen.programme_id is not distinct from newest_own.programme_id
left join newest_shared
    on seen.log = newest_shared.log
left join {{ ref('programmes') }} as programme
    on seen.programme_id = programme.programme_id
