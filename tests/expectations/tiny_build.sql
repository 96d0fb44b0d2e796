-- A small and correct build: FY2024 whole, FY2025 up to May (as_of 2025-05-31), one desk and one school.
create schema raw;
create schema staging;
create schema intermediate;
create schema catalogue;
create schema marts;
create schema quality;

create table staging.stg_as_of as select date '2025-05-31' as as_of;
create table staging.stg_consultation (record_id varchar, programme_id varchar, company_name varchar);
create table staging.stg_student_support (record_id varchar, student_id_hash varchar);
insert into staging.stg_student_support values ('grant/1', 'c0ffee00c0ffee00');

create table marts.programme (
    programme_id varchar, mission integer, name_ja varchar, from_fiscal_year integer, to_fiscal_year integer
);
insert into marts.programme values
    ('desk', 4, '相談窓口', null, null), ('school', 1, '学校', null, null), ('old_desk', 4, '旧窓口', null, 2020);

create table marts.indicator (
    indicator_id varchar, programme_ids varchar, mission integer, measure varchar, accumulate varchar,
    is_headline boolean, disclosure varchar, is_part boolean, unit varchar default 'cases'
);
insert into marts.indicator
    (indicator_id, programme_ids, mission, measure, accumulate, is_headline, disclosure, is_part)
values
    ('desk.consultations', 'desk', 4, 'rows', 'sum', true, 'open', false),
    ('desk.consultations.dx', 'desk', 4, 'rows', 'sum', false, 'open', true),
    ('desk.consultations.other', 'desk', 4, 'rows', 'sum', false, 'open', true),
    ('desk.companies', 'desk', 4, 'distinct:company', 'distinct', false, 'open', false),
    ('desk.members', 'desk', 4, 'members', 'last', false, 'open', false),
    ('desk.consultations_cumulative', 'desk', 4, 'rows', 'cumulative', false, 'open', false),
    ('desk.dx_rate', 'desk', 4, 'ratio:desk.consultations.dx/desk.consultations', 'ratio', false, 'open', false),
    ('school.people', 'school', 1, 'rows', 'sum', true, 'protect', false),
    ('school.pupils', 'school', 1, 'rows', 'sum', false, 'protect', false),
    ('old_desk.visits', 'old_desk', 4, 'rows', 'sum', true, 'open', false);

create table marts.kpi_monthly as
with spine as (
    select cast(month as date) as month, row_number() over (order by month) as position
    from generate_series(date '2024-04-01', date '2025-05-01', interval 1 month) as months (month)
),
valued as (
    select
        indicator.indicator_id,
        spine.month,
        case indicator.indicator_id
            when 'desk.consultations' then 20.0
            when 'desk.consultations.dx' then 5
            when 'desk.consultations.other' then 15
            when 'desk.companies' then 10
            when 'desk.members' then 100 + spine.position
            when 'desk.consultations_cumulative' then 20 * spine.position
            when 'desk.dx_rate' then 0.25
            when 'school.people' then 4
            when 'school.pupils' then 3
        end as value
    from marts.indicator as indicator cross join spine
)
select
    indicator_id,
    cast(year(month - interval 3 month) as integer) as fiscal_year,
    month,
    cast(value as double) as value,
    if(value is null, 'no_data', 'complete') as coverage,
    false as is_suppressed
from valued;

create table marts.target (
    indicator_id varchar, fiscal_year integer, target double, target_kind varchar, comparison varchar, basis varchar
);
insert into marts.target
select indicator_id, fiscal_year, target, 'target', 'at_least', 'サンプル'
from (values ('desk.consultations', 240.0), ('school.people', 50.0)) as targeted (indicator_id, target)
cross join (values (2024), (2025)) as years (fiscal_year);

create table marts.kpi_yearly as
with totals as (
    select
        indicator_id,
        fiscal_year,
        case any_value(indicator.accumulate)
            when 'sum' then sum(value)
            when 'distinct' then 2 * max(value)
            when 'ratio' then max(value)
            else max(value)
        end as value,
        any_value(coverage) as coverage
    from marts.kpi_monthly inner join marts.indicator as indicator using (indicator_id)
    group by indicator_id, fiscal_year
)
select
    indicator_id, fiscal_year, value, target, target_kind,
    lag(value) over (partition by indicator_id order by fiscal_year) as previous_value,
    cast(null as double) as previous_to_date,
    value / target as achievement,
    coverage,
    fiscal_year = 2024 and coverage = 'complete' as is_complete,
    false as is_closed,
    false as is_suppressed
from totals left join marts.target using (indicator_id, fiscal_year);

create table marts.kpi_quarterly as
select
    indicator_id, fiscal_year, cast(quarter(month - interval 3 month) as integer) as quarter,
    min(month) as starts_on,
    case any_value(accumulate) when 'sum' then sum(value) else max(value) end as value,
    any_value(coverage) as coverage, false as is_suppressed
from marts.kpi_monthly inner join marts.indicator using (indicator_id)
group by all;

create table marts.kpi_breakdown as
select
    indicator_id, fiscal_year, month, 'ward' as dimension, member, value / 2 as value, true as is_additive
from marts.kpi_monthly cross join (values ('tobata'), ('not_stated')) as wards (member)
where indicator_id = 'desk.consultations';

create table marts.kpi_breakdown_yearly as
select indicator_id, fiscal_year, dimension, member, sum(value) as value, is_additive
from marts.kpi_breakdown
group by all;

create table marts.identity as
select
    whole.indicator_id, whole.fiscal_year, 2 as part_count, whole.value, dx.value + other.value as parts_value,
    whole.value - dx.value - other.value as difference, difference = 0 as is_equal
from marts.kpi_yearly as whole
inner join marts.kpi_yearly as dx
    on dx.fiscal_year = whole.fiscal_year and dx.indicator_id = 'desk.consultations.dx'
inner join marts.kpi_yearly as other
    on other.fiscal_year = whole.fiscal_year and other.indicator_id = 'desk.consultations.other'
where whole.indicator_id = 'desk.consultations';

create table marts.kpi_pace as
select
    indicator_id, fiscal_year, month as as_of, value as value_to_date, cast(null as double) as expected_to_date,
    cast(null as double) as forecast, cast(null as double) as forecast_low, cast(null as double) as forecast_high,
    'not_assessable' as status
from marts.kpi_monthly where fiscal_year = 2025;

create table marts.company (
    company_key varchar, name varchar, corporate_number varchar, ward varchar, industry varchar
);
insert into marts.company values
    ('c1', '株式会社見本一', '1000000000001', 'tobata', 'it'), ('c2', '有限会社見本二', null, null, null);

create table marts.company_record (company_key varchar, log varchar, record_id varchar);
insert into marts.company_record values
    ('c1', 'consultation', '1/desk'), ('c2', 'consultation', '2/desk'), (null, 'consultation', '3/desk');

create table marts.measurement (
    indicator_id varchar, occurred_on date, quantity double, company_key varchar, log varchar, record_id varchar,
    file varchar, row_number bigint
);
insert into marts.measurement
select
    indicator_id, month as occurred_on, value as quantity, 'c1' as company_key, 'consultation' as log,
    strftime(month, '%Y%m') || '/desk' as record_id, '相談.csv' as file, 2 as row_number
from marts.kpi_monthly inner join marts.indicator using (indicator_id)
where accumulate = 'sum' and value is not null;

create table marts.reconciliation (
    figure_id varchar, indicator_id varchar, fiscal_year integer, kind varchar, published_value double,
    computed_value double, difference double, status varchar, cause varchar, note varchar
);
insert into marts.reconciliation values
    ('desk.consultations@2024', 'desk.consultations', 2024, 'actual', 240, 240, 0, 'match', null, null),
    ('desk.members@2024', 'desk.members', 2024, 'plan', 99, 112, 13, null, null, null),
    ('school.people@2024', 'school.people', 2024, 'actual', 48, 48, 0, 'match', null, null),
    ('school.pupils@2024', 'school.pupils', 2024, 'actual', 36, 36, 0, 'match', null, null),
    ('old_desk.visits@2024', 'old_desk.visits', 2024, 'actual', 7, null, null, 'no_data', null, null);

create table quality.file (
    log varchar, file varchar, sha256 varchar, status varchar, rows_read bigint, accepted bigint, rejected bigint,
    skipped bigint, score double, delivered_at timestamp, landed_at timestamp
);
insert into quality.file values
    ('consultation', '相談.csv', 'aa', 'landed', 30, 27, 1, 2, null, '2025-05-31 09:00', '2025-05-31 10:00'),
    ('consultation', '相談（写し）.csv', 'aa', 'duplicate', null, null, null, null, null, '2025-05-31 09:00', '2025-05-31 10:00'),
    ('student_support', '給付.xlsx', 'bb', 'landed', 10, 10, 0, 0, null, '2025-05-30 09:00', '2025-05-31 10:00');

create table quality.issue (
    log varchar, file varchar, row_number bigint, column_name varchar, severity varchar, rule varchar, value varchar,
    message varchar, state varchar, healed_by varchar
);
insert into quality.issue values
    ('consultation', '相談.csv', 7, 'status', 'reject', 'unknown_value', '不明', '状態が読めません', 'open', null),
    ('consultation', '相談.csv', 9, 'staff_name', 'warn', 'unparsable', null, '担当者が読めません', 'open', null),
    ('consultation', '相談.csv', 31, null, 'skip', 'total', '合計', '合計行です', 'open', null);
