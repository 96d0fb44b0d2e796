-- One row per account line of a statement and year, against the year before and the difference that was printed.
with line as (
    select *
    from {{ ref('int_finance_line') }}
)

select
    line.statement,
    line.fiscal_year,
    line.account,
    line.line_path,
    line.amount_yen,
    previous.amount_yen as previous_yen,
    try_cast(cast(line.amount_yen as hugeint) - previous.amount_yen as bigint) as difference_yen,
    line.published_difference_yen,
    line.line_order
from line
left join line as previous
    on line.statement = previous.statement
        and line.fiscal_year = previous.fiscal_year + 1
        and line.account = previous.account
        and line.landed_line_path = previous.landed_line_path
