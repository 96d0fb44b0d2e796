-- A figure of each kind of accumulation with its rows, and one published value.
insert into marts.indicator by name
select * from (values
    ('cases', 'rows', 'sum'), ('firms', 'distinct:company', 'distinct'), ('stock', 'sum:quantity', 'last'),
    ('total', 'rows', 'cumulative'), ('club', 'members', 'last'), ('rate', 'ratio:cases/firms', 'ratio')
) as t (indicator_id, measure, accumulate);
insert into marts.measurement by name
select * from (values
    ('cases', date '2026-04-02', null, 1.0, 7, 'a.csv', 2), ('cases', date '2026-09-30', null, 1.0, 8, 'a.csv', 3),
    ('cases', date '2026-10-01', null, 2.0, 7, 'b.csv', 2), ('cases', date '2026-03-31', null, 1.0, 7, 'a.csv', 9),
    ('stock', date '2026-05-31', null, 4.0, 7, 's.csv', 2), ('stock', date '2026-08-31', null, 5.0, 7, 's.csv', 3),
    ('stock', date '2026-08-31', null, 6.0, 8, 's.csv', 4),
    ('total', date '2020-05-01', null, 1.0, 7, 't.csv', 2), ('total', date '2026-05-01', null, 1.0, 7, 't.csv', 3),
    ('club', date '2019-04-01', date '2026-09-01', 1.0, 7, 'm.csv', 2), ('club', date '2026-06-01', null, 1.0, 7, 'm.csv', 3)
) as t (indicator_id, occurred_on, ended_on, quantity, members_id, file, row_number);
update marts.measurement set log = 'consultation', record_id = file || row_number;
insert into marts.measurement_member values ('consultation', 7, 'ward', 'moji'), ('consultation', 8, 'ward', 'tobata');
insert into marts.kpi_monthly by name
select 'cases' as indicator_id, 2026 as fiscal_year, date '2026-10-01' as month, 2 as value, 'partial' as coverage;
