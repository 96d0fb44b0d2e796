-- One row per indicator that can be forecast: the method in use this year, and its record in the finished years.
with newest as (
    select
        indicator_id,
        max(fiscal_year) as fiscal_year
    from {{ ref('int_pace_choice') }}
    group by indicator_id
),

record as (
    select
        indicator_id,
        count(distinct fiscal_year) as tested_years,
        count(*) as tested_months,
        cast(avg(cast(error_ratio as decimal(38, 12))) as double) as error_ratio,
        cast(avg(cast(linear_error_ratio as decimal(38, 12))) as double) as linear_error_ratio,
        cast(avg(cast(last_year_error_ratio as decimal(38, 12))) as double) as last_year_error_ratio,
        cast(avg(cast(last_share_error_ratio as decimal(38, 12))) as double) as last_share_error_ratio,
        count(*) filter (where is_held) / count(*) as held_ratio
    from {{ ref('pace_backtest') }}
    group by indicator_id
)

select
    choice.indicator_id,
    choice.fiscal_year,
    choice.method,
    method.name_ja as method_ja,
    method.name_en as method_en,
    coalesce(record.tested_years, 0) as tested_years,
    coalesce(record.tested_months, 0) as tested_months,
    record.error_ratio,
    record.linear_error_ratio,
    record.last_year_error_ratio,
    record.last_share_error_ratio,
    record.held_ratio
from newest
inner join {{ ref('int_pace_choice') }} as choice
    on newest.indicator_id = choice.indicator_id and newest.fiscal_year = choice.fiscal_year
inner join {{ ref('pace_methods') }} as method
    on choice.method = method.method
left join record
    on choice.indicator_id = record.indicator_id
