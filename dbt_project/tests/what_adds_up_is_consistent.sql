-- Consistent means no difference, and every printed difference to a known year before is checked.
with checked as (
    select *
    from {{ ref('finance_check') }}
),

printed as (
    select *
    from {{ ref('finance') }}
    where published_difference_yen is not null and difference_yen is not null
),

difference as (
    select *
    from checked
    where check_kind = 'difference'
)

select
    line_path,
    fiscal_year
from checked
where is_consistent != (difference_yen = 0) or difference_yen != stated_yen - computed_yen
union all
select
    line_path,
    fiscal_year
from printed
anti join difference
    using (statement, fiscal_year, account, line_path)
