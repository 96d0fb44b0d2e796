-- One row per current record that touches a company at a stage of its journey, dated up to as_of; null key: not known.
with touched as (
    {% for log, fact in var('logs').items() if fact.stage -%}
    select
        '{{ fact.stage.name }}' as stage,
        '{{ log }}' as log,
        record_id,
        programme_id,
        {{ 'referral' if 'referral' in fact.has else 'cast(null as varchar)' }} as referral,
        event_on as touched_on,
        event_fiscal_year as fiscal_year
    from {{ ref('stg_' ~ log) }}
    where is_countable and {{ passes(fact.stage.conditions) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
)

select
    touched.*,
    identity.company_key
from touched
cross join {{ ref('stg_as_of') }} as clock
left join {{ ref('int_company_identity') }} as identity using (log, record_id)
where touched.touched_on <= clock.as_of
