-- One row per desk and week of lag: the share of what happened so long before a delivery that was in by then.
-- Two years of events speak for the desk's habits. The newest deliveries say nothing yet about what they lack.
with entered as (
    {% for log, fact in var('logs').items() if fact.event_date or fact.parent -%}
    select
        '{{ log }}' as log,
        {{ 'version.programme_id' if 'programme_id' in fact.has or fact.parent else 'cast(null as varchar)' }}
            as programme_id,
        version.event_on,
        min(cast(version._delivered_at as date)) as known_on
    from {{ ref('stg_' ~ log ~ '__versions') }} as version
    cross join {{ ref('stg_as_of') }} as clock
    where version.is_accepted and version.event_on between clock.as_of - interval 2 year and clock.as_of
    group by 1, 2, version.event_on, version.record_id
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

entry as (
    select
        *,
        count(*) as row_count
    from entered
    group by all
),

delivery as (
    select distinct
        log,
        programme_id,
        known_on as delivered_on
    from entry
    qualify delivered_on <= max(delivered_on) over (partition by log, programme_id) - {{ var('entry_delay_days') // 2 }}
),

seen as (
    select
        delivery.log,
        delivery.programme_id,
        (delivery.delivered_on - entry.event_on) // 7 as lag_weeks,
        sum(entry.row_count) as row_count,
        sum(entry.row_count) filter (where entry.known_on <= delivery.delivered_on) as known_count
    from delivery
    inner join entry
        on delivery.log = entry.log
            and delivery.programme_id is not distinct from entry.programme_id
            and entry.event_on between delivery.delivered_on - {{ var('entry_delay_days') }} and delivery.delivered_on
    group by all
)

select
    log,
    programme_id,
    lag_weeks,
    -- A few rows prove no habit: some that came in time are always thought beside them.
    (coalesce(known_count, 0) + 3) / (row_count + 3) as known_ratio
from seen
