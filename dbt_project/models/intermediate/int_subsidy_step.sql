-- One row per application known by as_of: how far it has come, and how its report stands.
{% set fact = log_fact('subsidy_application') -%}
with application as (
    select
        record_id,
        programme_id,
        frame,
        status,
        applied_on,
        decided_on,
        requested_yen,
        granted_yen,
        {{ optional(fact, 'paid_on', 'date') }},
        {{ optional(fact, 'paid_yen', 'bigint') }},
        {{ optional(fact, 'report_due_on', 'date') }},
        {{ optional(fact, 'report_received_on', 'date') }},
        coalesce(decided_on, applied_on) as ruled_on,
        status in ('adopted', 'completed') as is_adopted
    from {{ ref('stg_subsidy_application') }}
)

select
    application.* exclude (application.ruled_on),
    {{ fiscal_year('application.ruled_on') }} as fiscal_year,
    clock.as_of,
    is_adopted and coalesce(paid_on <= clock.as_of, paid_yen > 0, false) as is_paid,
    is_adopted and coalesce(report_received_on <= clock.as_of, status = 'completed') as is_reported,
    case
        when not is_adopted then null
        when is_reported and report_received_on > report_due_on then 'received_late'
        when is_reported then 'received'
        when report_due_on < clock.as_of then 'overdue'
        when report_due_on is null then 'no_due_date'
        else 'awaited'
    end as report_state
from application
cross join {{ ref('stg_as_of') }} as clock
where application.ruled_on <= clock.as_of
