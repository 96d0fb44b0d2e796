-- One row per indicator and dimension that all of its logs have; of one programme alone there is nothing to break down.
with offered as (
    {% for log, fact in var('logs').items() if fact.dimensions -%}
    select
        '{{ log }}' as log,
        unnest([{{ quoted(fact.dimensions | map(attribute='dimension')) }}]) as dimension
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

indicator as (
    select
        *,
        count(*) over (partition by indicator_id) as log_count
    from {{ ref('int_indicator') }}
),

measured as (
    select
        indicator.indicator_id,
        offered.dimension,
        any_value(indicator.measure_kind) as measure_kind,
        any_value(indicator.accumulate) as accumulate
    from indicator
    inner join offered using (log)
    where offered.dimension != 'programme' or indicator.programme_ids = [''] or len(indicator.programme_ids) > 1
    group by indicator.indicator_id, offered.dimension
    having count(*) = any_value(indicator.log_count)
)

select
    *,
    measure_kind != 'distinct' as is_additive
from measured
