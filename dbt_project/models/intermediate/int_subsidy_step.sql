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
),

known as (
    select
        application.*,
        clock.as_of
    from application
    cross join {{ ref('stg_as_of') }} as clock
    where application.ruled_on <= clock.as_of
)

select
    * exclude (ruled_on),
    {{ fiscal_year('ruled_on') }} as fiscal_year,
    is_adopted and coalesce(paid_on <= as_of, paid_yen > 0, false) as is_paid,
    is_adopted and coalesce(report_received_on <= as_of, status = 'completed') as is_reported,
    case
        when not is_adopted then null
        when is_reported and report_received_on > report_due_on then 'received_late'
        when is_reported then 'received'
        when report_due_on < as_of then 'overdue'
        when report_due_on is null then 'no_due_date'
        else 'awaited'
    end as report_state
from known
