-- A few invented rows of every table that one page alone shows; shapes come from the models' contracts.
insert into marts.company values
    ('C1', '株式会社ひびき機械', '1234567890123', '若松区', '製造業'),
    ('C2', '(株)ひびき商会', null, '八幡西区', '卸売業'),
    ('C3', '有限会社ＡＢＣ', null, null, null);
insert into marts.company_journey by name
select 'C1' as company_key, 2025 as fiscal_year, date '2025-05-01' as event_on, date '2025-06-10' as consultation_on,
    null::date as dispatch_on, null::date as subsidy_on, date '2026-02-03' as outcome_on
union all by name
select 'C1' as company_key, 2026 as fiscal_year, date '2026-04-20' as consultation_on;
insert into marts.company_record values
    ('C1', 'consultation', 'K-1/sme_desk'), ('C1', 'consultation', 'K-2/sme_desk'), ('C1', 'outcome', 'S-9');
insert into marts.measurement by name
select unnest(['sme_desk.consultations', 'all.companies']) as indicator_id, date '2025-06-10' as occurred_on, 1.0 as quantity,
    'C1' as company_key, 'consultation' as log, 'K-1/sme_desk' as record_id, '相談_6月.xlsx#受付' as file, 12 as row_number
union all by name
select 'sme_support.jobs_created' as indicator_id, date '2026-02-03' as occurred_on, 3.0 as quantity, 'C1' as company_key,
    'outcome' as log, 'S-9' as record_id, '成果.csv' as file, 4 as row_number;
insert into marts.company_funnel by name
select year.fiscal_year::integer as fiscal_year, stage.*
from range(2020, 2027) as year (fiscal_year)
cross join (values
    ('event', 1, 120, null, 120), ('consultation', 2, 80, 20, 20), ('dispatch', 3, 30, 25, 4), ('subsidy', 4, 12, 5, 1),
    ('outcome', 5, 9, 4, 1)
) as stage (stage, position, company_count, after_previous_count, in_order_count);
insert into marts.company_support
select year.fiscal_year::integer, desk.*
from range(2020, 2027) as year (fiscal_year)
cross join (values
    (null, 300, 260, 110, 12, 98, 60), ('sme_desk', 200, 180, 80, 8, 72, 40), ('onestop_desk', 100, 80, 40, 5, 35, 20)
) as desk;
insert into marts.company_review values
    ('C2', 'C9', 'spelling', '(株)ひびき商会', null, '名称が一文字だけ違います', 'The names differ in one sign');

insert into marts.finance values
    ('balance_sheet', 2023, 'total', 'Ⅰ 資産の部/1 流動資産/現金預金', 900000000, 1000000000, -100000000, -100000000, 2),
    ('balance_sheet', 2023, 'total', 'Ⅰ 資産の部/1 流動資産/未収金', 50000, 40000, 10000, 20000, 3),
    ('balance_sheet', 2023, 'total', 'Ⅰ 資産の部/資産合計', 900050000, 1000040000, -99990000, -99990000, 4),
    ('budget', 2024, 'total', 'Ⅰ 収益/事業収益', 700000, null, null, null, 2),
    ('budget', 2024, 'profit', 'Ⅰ 収益/事業収益', 200000, null, null, null, 3);
insert into marts.finance_check values
    ('difference', 'previous_year', 'balance_sheet', 2023, 'total', 'Ⅰ 資産の部/1 流動資産/未収金', 20000, 10000, 10000, false),
    ('sum', 'assets', 'balance_sheet', 2023, 'total', 'Ⅰ 資産の部/資産合計', 900050000, 900050000, 0, true);
insert into marts.finance_indicator values
    ('net_assets', 2023, 'total', '経常費用/奨学金', 'equals', 'scholarship.amount_yen', 12550000, 12550000, 0, null, false),
    ('contract', 2023, 'total', '委託/窓口', 'cost_per_unit', 'onestop_desk.consultations', 7630000, 111, null, 68738.7, true);

insert into quality.delivery values
    ('consultation', 'sme_desk', date '2026-10-28', timestamp '2026-10-28 09:00', date '2026-11-11', 'on_time', 'weekly', 10),
    ('consultation', 'patrol_desk', date '2026-08-31', timestamp '2026-09-07 17:00', date '2026-09-23', 'late', 'weekly', 10),
    ('finance_line', null, null, null, date '2025-07-29', 'never', 'yearly', 120);
insert into quality.file_rule values
    ('consultation', 'consultation_202610.xlsx', '0', 'L3-01', '1行目を見出しにします。', 'The header is row 1.', '2 行目', 'row 2'),
    ('consultation', 'consultation_202609.xlsx', '1', 'L3-01', '1行目を見出しにします。', 'The header is row 1.', '2 行目', 'row 2');
