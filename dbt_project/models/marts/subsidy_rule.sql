-- One row per rule of the catalogue of subsidy rules, also those that people check.
select
    rule_code,
    programme_id,
    try_cast(from_fiscal_year as integer) as from_fiscal_year,
    try_cast(to_fiscal_year as integer) as to_fiscal_year,
    nullif("check", '') as check_kind,
    nullif(requires, '') as requires,
    try_cast(limit_value as double) as limit_value,
    nullif(rate, '') as rate,
    is_approximate = '1' as is_approximate,
    nullif(applies_to_ja, '') as applies_to_ja,
    nullif(scheme_ja, '') as scheme_ja,
    rule_en
from {{ ref('subsidy_rules') }}
