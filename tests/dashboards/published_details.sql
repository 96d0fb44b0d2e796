-- A few invented rows of every table that one page alone shows; shapes come from the models' contracts.
insert into marts.company values
    ('C1', '株式会社ひびき機械', '1234567890123', 'kokurakita', 'manufacturing'),
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
insert into marts.open_consultation values
    ('K-7/sme_desk', 'sme_desk', date '2026-07-01', 122, '91-', 'phone', 'dx', 'C1'),
    ('K-8/onestop_desk', 'onestop_desk', date '2026-10-28', 3, '0-7', 'visit', 'robot', null);
insert into marts.consultation_closing
select desk.programme_id, year.fiscal_year::integer, desk.* exclude (programme_id)
from range(2020, 2027) as year (fiscal_year)
cross join (values
    ('sme_desk', 1, date '2026-07-01', 790, 780, 0.0, 12.5, 3.31), ('onestop_desk', 1, date '2026-10-28', 90, 90, 1.0, 10.0, 3.0)
) as desk (programme_id, open_count, oldest_open_on, closed_count, dated_count, median_days, ninth_decile_days, mean_days);
insert into marts.consultation_referral
select year.fiscal_year::integer, desk.*
from range(2020, 2027) as year (fiscal_year)
cross join (values (null, 900, 850, 150, 140, 100, 390, 0.4333), ('sme_desk', 800, 770, 120, 119, 110, 349, 0.43625)) as desk;
insert into marts.coming_session values
    ('S-1', 'salon', '産学交流サロン(第9回)', date '2026-11-10', 'online', '学研都市', 30, 12, 18, false),
    ('S-2', 'salon', '産学交流サロン(第10回)', date '2026-12-10', 'online', '学研都市', 30, 34, 0, true),
    ('S-3', 'hibikino_festival', 'ひびきの祭', date '2026-11-22', 'in_person', null, null, 0, null, false);
insert into marts.subsidy_funnel by name
select
    programme_id, year.fiscal_year::integer as fiscal_year, 16 as applied_count, 12 as adopted_count, 3 as rejected_count,
    1 as withdrawn_count, 0 as undecided_count, 5 as paid_count, 4 as reported_count, 1 as report_overdue_count,
    0.8 as adopted_ratio, 9000000 as requested_yen, 6365000 as granted_yen, 2000000 as paid_yen, 8000000 as budget_yen,
    0.795625 as budget_used_ratio, 35 as days_to_decision_median
from range(2020, 2027) as year (fiscal_year)
cross join (values ('hagukumi'), ('rd_seeds')) as programme (programme_id);
insert into marts.subsidy_rule by name
select
    rule_code, programme_id, "check" as check_kind, limit_value::double as limit_value, rate, applies_to_ja, scheme_ja, rule_en
from read_csv('$SEEDS/subsidy_rules.csv', all_varchar = true);
insert into marts.subsidy_compliance values
    ('subsidy_application', 'HG26-03', 'hagukumi', 2026, 'hagukumi.equipment.quote', 'failed', 80000, 50000),
    ('subsidy_application', 'HG26-05', 'hagukumi', 2026, 'hagukumi.no_other_public_grant', 'not_assessable', null, null),
    ('subsidy_application', 'HG26-06', 'hagukumi', 2026, 'hagukumi.practice.cap', 'passed', 300000, 300000),
    ('subsidy_application', null, 'hagukumi', 2026, 'hagukumi.quota', 'failed', 12, 10);
insert into marts.subsidy_report by name
select
    'HG25-01' as record_id, 'hagukumi' as programme_id, 2025 as fiscal_year, date '2026-03-31' as report_due_on,
    'overdue' as report_state, 214 as late_day_count
union all by name
select
    'HG26-03' as record_id, 'hagukumi' as programme_id, 2026 as fiscal_year, date '2027-03-31' as report_due_on,
    'awaited' as report_state, 0 as late_day_count;
