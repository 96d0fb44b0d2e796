-- A published file with just what messages are made of.
create schema marts;
create schema quality;
create table marts.indicator as
from (values
    ('a.total', '相談件数', '件', true, 1, 1),
    ('a.firms', '相談企業数', '社', false, 1, 2)
) as t (indicator_id, name_ja, unit_ja, is_headline, mission, catalogue_order);
create table marts.programme as
from (values ('sme_desk', '総合相談窓口')) as t (programme_id, name_ja);
create table marts.target as
from (values ('a.total', 2026, 1000.0e0), ('a.total', 2025, 900.0e0), ('a.firms', 2026, 50.0e0))
    as t (indicator_id, fiscal_year, target);
create table marts.kpi_pace as
from (values
    ('a.total', 2025, date '2026-03-31', 950.0e0, 950.0e0, 950.0e0, 'off_track'),
    ('a.total', 2026, date '2026-04-30', 80.0e0, 900.0e0, 1100.0e0, 'on_track'),
    ('a.total', 2026, date '2026-05-31', 150.0e0, 800.0e0, 1050.0e0, 'at_risk'),
    ('a.firms', 2026, date '2026-05-31', 10.0e0, 55.0e0, 70.0e0, 'on_track')
) as t (indicator_id, fiscal_year, as_of, value_to_date, forecast_low, forecast_high, status);
create table marts.kpi_yearly as
from (values
    ('a.total', 2026, 1150.0e0, 0.15e0, 1200.0e0),
    ('a.total', 2025, 950.0e0, null, null),
    ('a.firms', 2026, 10.0e0, null, null)
) as t (indicator_id, fiscal_year, value, achievement, previous_to_date);
create table quality.delivery as
from (values
    ('consultation', 'sme_desk', date '2026-05-20', timestamp '2026-04-05 10:00:00'),
    ('finance_line', null, date '2026-07-29', null)
) as t (log, programme_id, due_on, last_delivered_at);
