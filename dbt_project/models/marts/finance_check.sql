-- One row per statement in the print that arithmetic can check: a difference to the year before, a total of other
-- lines (sum_id) in amounts and in printed differences, a total of the accounts.
with line as (
    select *
    from {{ ref('int_finance_line') }}
),

difference as (
    select
        'difference' as check_kind,
        'previous_year' as sum_id,
        line.* exclude (line.amount_yen, line.published_difference_yen),
        line.published_difference_yen as stated_yen,
        cast(line.amount_yen as hugeint) - previous.amount_yen as computed_yen
    from line
    inner join line as previous
        on line.statement = previous.statement
            and line.fiscal_year = previous.fiscal_year + 1
            and line.account = previous.account
            and line.landed_line_path = previous.landed_line_path
    where line.published_difference_yen is not null
),

printed as (
    select
        'sum' as check_kind,
        * exclude (amount_yen, published_difference_yen),
        amount_yen as yen
    from line
    union all by name
    select
        'sum_of_differences' as check_kind,
        * exclude (amount_yen, published_difference_yen),
        published_difference_yen as yen
    from line
    where published_difference_yen is not null
),

total as (
    select
        rule.sum_id,
        whole.* rename (whole.yen as stated_yen),
        sum(part.yen * cast(rule.sign as integer)) as computed_yen
    from {{ ref('finance_sums') }} as rule
    inner join printed as whole
        on rule.statement = whole.statement and rule.landed_line_path = whole.landed_line_path
    inner join printed as part
        on whole.check_kind = part.check_kind
            and whole.statement = part.statement
            and whole.fiscal_year = part.fiscal_year
            and whole.account = part.account
            and part.landed_line_path glob rule.part
            and {{ depth('part.landed_line_path') }} = {{ depth('rule.part') }}
            and part.landed_line_path != whole.landed_line_path
            and not contains(part.landed_line_path, '/(うち')
    group by all
),

accounts as (
    select
        'accounts' as check_kind,
        'accounts' as sum_id,
        line.* exclude (line.amount_yen, line.published_difference_yen),
        line.amount_yen as stated_yen,
        sum(part.amount_yen) as computed_yen
    from line
    inner join line as part
        on line.statement = part.statement
            and line.fiscal_year = part.fiscal_year
            and line.landed_line_path = part.landed_line_path
    where line.account = 'total' and part.account != 'total'
    group by all
),

compared as (
    select *
    from difference
    union all by name
    select *
    from total
    union all by name
    select *
    from accounts
)

select
    check_kind,
    sum_id,
    statement,
    fiscal_year,
    account,
    line_path,
    stated_yen,
    try_cast(computed_yen as bigint) as computed_yen,
    try_cast(stated_yen - computed_yen as bigint) as difference_yen,
    stated_yen = computed_yen as is_consistent
from compared
