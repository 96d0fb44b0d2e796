-- One row per log, programme (desk) and month with accepted rows dated up to as_of.
with dated as (
    {% for log, fact in var('logs').items() if fact.event_date or fact.parent -%}
    select
        '{{ log }}' as log,
        {{ 'programme_id' if 'programme_id' in fact.has or fact.parent else 'cast(null as varchar) as programme_id' }},
        event_on
    from {{ ref('stg_' ~ log) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
)

select
    dated.log,
    dated.programme_id,
    cast(date_trunc('month', dated.event_on) as date) as month,
    min(dated.event_on) as first_event_on,
    max(dated.event_on) as last_event_on,
    count(*) as row_count
from dated
cross join {{ ref('stg_as_of') }} as clock
where dated.event_on <= clock.as_of
group by all
