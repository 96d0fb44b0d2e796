-- The rows that a trace shows behind a member add up to the member's figure of the year, where rows are added.
with traced as (
    select
        measured.indicator_id,
        {{ fiscal_year('measured.occurred_on') }} as fiscal_year,
        member.dimension,
        member.member,
        sum(cast(measured.quantity as decimal(28, 6))) as quantity
    from {{ ref('measurement') }} as measured
    inner join {{ ref('measurement_member') }} as member
        on measured.log = member.log and measured.members_id = member.members_id
    group by all
)

select
    shown.indicator_id,
    shown.fiscal_year,
    shown.dimension,
    shown.member
from {{ ref('kpi_breakdown_yearly') }} as shown
inner join {{ ref('indicator') }} as indicator
    on shown.indicator_id = indicator.indicator_id
left join traced
    on
        shown.indicator_id = traced.indicator_id
        and shown.fiscal_year = traced.fiscal_year
        and shown.dimension = traced.dimension
        and shown.member = traced.member
where
    indicator.accumulate = 'sum'
    and not starts_with(indicator.measure, 'distinct:')
    and abs(shown.value - coalesce(traced.quantity, 0)) > 0.000001 * greatest(1, abs(shown.value))
