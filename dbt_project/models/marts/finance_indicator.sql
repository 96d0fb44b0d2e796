-- One row per account line and year that indicators speak of too: the amount against their sum, or the cost of one
-- of what they count.
with spoken_of as (
    select
        line.statement,
        line.fiscal_year,
        line.account,
        line.line_path,
        line.amount_yen,
        named.comparison,
        string_agg(named.indicator_id, '|' order by named.indicator_id) as indicator_ids,
        if(count(period.value) < count(*), null, sum(period.value)) as indicator_value
    from {{ ref('finance_indicators') }} as named
    inner join {{ ref('int_finance_line') }} as line
        on named.statement = line.statement and named.landed_line_path = line.landed_line_path
    left join {{ ref('int_period_value') }} as period
        on named.indicator_id = period.indicator_id
            and line.fiscal_year = period.fiscal_year
            and period.grain = 'year'
    where line.account = 'total'
    group by all
)

select
    statement,
    fiscal_year,
    account,
    line_path,
    comparison,
    indicator_ids,
    amount_yen,
    indicator_value,
    if(comparison = 'equals', amount_yen - indicator_value, null) as difference_yen,
    if(comparison = 'cost_per_unit' and indicator_value > 0, amount_yen / indicator_value, null) as cost_per_unit_yen,
    comparison = 'cost_per_unit' as is_approximate
from spoken_of
