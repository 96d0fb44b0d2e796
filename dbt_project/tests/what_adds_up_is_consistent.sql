-- Consistent means no difference; every printed difference to a known year before, and every line of several accounts, is checked.
select
    line_path,
    fiscal_year
from {{ ref('finance_check') }}
where is_consistent != (difference_yen = 0) or difference_yen != stated_yen - computed_yen
union all
select
    line_path,
    fiscal_year
from {{ ref('finance') }}
where published_difference_yen is not null and difference_yen is not null
    and (statement, fiscal_year, account, line_path) not in (
        select (statement, fiscal_year, account, line_path)
        from {{ ref('finance_check') }}
        where check_kind = 'difference'
    )
