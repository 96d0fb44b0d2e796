-- The rows that a trace shows behind a member add up to the member's figure of the year, where rows are added. A
-- closed year keeps its figures (closed_year_difference says by how much its rows differ).
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
inner join {{ ref('kpi_yearly') }} as year
    on shown.indicator_id = year.indicator_id and shown.fiscal_year = year.fiscal_year
left join traced
    on
        shown.indicator_id = traced.indicator_id
        and shown.fiscal_year = traced.fiscal_year
        and shown.dimension = traced.dimension
        and shown.member = traced.member
where
    indicator.accumulate = 'sum'
    and not starts_with(indicator.measure, 'distinct:')
    and not year.is_closed
    and abs(shown.value - coalesce(traced.quantity, 0)) > 0.000001 * greatest(1, abs(shown.value))
