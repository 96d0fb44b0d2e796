-- One row per row of a log and indicator that it counts for, dated up to as_of.
with measured as (
    {% for log, fact in var('logs').items() if fact.is_measured -%}
    select *
    from {{ ref('int_' ~ log ~ '__measurements') }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
)

select measured.*
from measured
cross join {{ ref('stg_as_of') }} as clock
where measured.occurred_on <= clock.as_of
