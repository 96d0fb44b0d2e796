-- One row per account line of a statement and year, against the year before and the difference that was printed.
with line as (
    select
        statement,
        cast(fiscal_year as integer) as fiscal_year,
        account,
        line_path,
        amount_yen
    from {{ ref('stg_finance_line') }}
)

select
    line.statement,
    line.fiscal_year,
    line.account,
    line.line_path,
    line.amount_yen,
    previous.amount_yen as previous_yen,
    line.amount_yen - previous.amount_yen as difference_yen,
    try_cast(printed.published_difference_yen as bigint) as published_difference_yen
from line
left join line as previous
    on line.statement = previous.statement
        and line.fiscal_year = previous.fiscal_year + 1
        and line.account = previous.account
        and line.line_path = previous.line_path
left join {{ ref('finance_statements') }} as printed
    on line.statement = printed.statement
        and line.fiscal_year = cast(printed.fiscal_year as integer)
        and line.account = printed.account
        and line.line_path = printed.line_path
