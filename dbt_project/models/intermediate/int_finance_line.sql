-- One row per account line of a statement and year as landed (`landed_line_path` is how lines are told apart), with
-- its spelling and difference in the printed statements where they have the line.
select
    line.statement,
    cast(line.fiscal_year as integer) as fiscal_year,
    line.account,
    line.line_path as landed_line_path,
    coalesce(printed.line_path, line.line_path) as line_path,
    line.amount_yen,
    try_cast(printed.published_difference_yen as bigint) as published_difference_yen,
    line._row_number as line_order
from {{ ref('stg_finance_line') }} as line
left join {{ ref('finance_statements') }} as printed
    on line.statement = printed.statement
        and cast(line.fiscal_year as integer) = cast(printed.fiscal_year as integer)
        and line.account = printed.account
        and line.line_path = printed.landed_line_path
