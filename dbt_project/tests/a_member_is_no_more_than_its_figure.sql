-- What one member counts distinctly, the indicator counts too.
select
    member.indicator_id,
    member.fiscal_year,
    member.dimension,
    member.member
from {{ ref('kpi_breakdown_yearly') }} as member
inner join {{ ref('kpi_yearly') }} as year
    on member.indicator_id = year.indicator_id and member.fiscal_year = year.fiscal_year
inner join {{ ref('indicator') }} as indicator
    on member.indicator_id = indicator.indicator_id
where starts_with(indicator.measure, 'distinct:') and (year.value is null or member.value > year.value)
