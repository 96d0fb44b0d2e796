-- The tables that pages read, in the shape in which they are published; catalogue rows from the project's own seeds.
create schema marts;
create schema quality;

create table marts.programme as
select
    programme_id, mission::integer as mission, also_mission::integer as also_mission, section, name_ja, name_en, domain,
    from_fiscal_year::integer as from_fiscal_year, to_fiscal_year::integer as to_fiscal_year, followed_by
from read_csv('$SEEDS/programmes.csv', all_varchar = true);

create table marts.indicator as
with part as (
    select distinct unnest(string_split(parts, '|')) as indicator_id
    from read_csv('$SEEDS/identities.csv', all_varchar = true)
)
select
    i.indicator_id, i.programme_ids, i.mission::integer as mission, i.name_ja, i.name_en, i.unit,
    coalesce(u.ja, i.unit) as unit_ja, coalesce(u.en, i.unit) as unit_en, i.log, i.measure, i.filter, i.accumulate,
    i.headline = '1' as is_headline, i.disclosure, i.definition_ja, i.definition_en,
    coalesce(p.domain, 'foundation') as domain, part.indicator_id is not null as is_part,
    i.catalogue_order::integer as catalogue_order
from (select *, row_number() over () as catalogue_order from read_csv('$SEEDS/indicators.csv', all_varchar = true)) as i
left join marts.programme as p on p.programme_id = string_split(coalesce(i.programme_ids, ''), '|')[1]
left join read_csv('$SEEDS/units.csv', all_varchar = true) as u on u.unit = i.unit
left join part on part.indicator_id = i.indicator_id;

create table marts.target (
    indicator_id varchar, fiscal_year integer, target double, target_kind varchar, comparison varchar, basis varchar
);
create table marts.kpi_monthly (
    indicator_id varchar, fiscal_year integer, month date, value double, coverage varchar, is_suppressed boolean
);
create table quality.file (
    log varchar, file varchar, sha256 varchar, status varchar, rows_read bigint, accepted bigint, rejected bigint,
    skipped bigint, score double, delivered_at timestamp, landed_at timestamp, encoding varchar, message_ja varchar,
    message_en varchar
);
create table quality.issue (
    log varchar, file varchar, row_number bigint, column_name varchar, severity varchar, rule varchar, value varchar,
    message varchar, message_en varchar, state varchar, healed_by varchar
);
create table quality.check (
    suite varchar, expectation varchar, severity varchar, success boolean, observed varchar, run_at timestamp,
    error varchar, explanation_ja varchar, action_ja varchar, owner varchar
);
insert into quality.check values
('deliveries', 'no_file_refused', 'warning', false, '1件', '2026-11-01 09:10', null, '読み取れなかったファイルがないこと',
 '理由を見て、直したファイルを出し直してください', 'データ担当'),
('landed_consultation', 'keys_filled', 'critical', true, '0件', '2026-11-01 09:10', null, 'キー列が空でないこと', '取り込み直してください', 'データ担当'),
('landed_consultation', 'values_known', 'critical', true, '0件', '2026-11-01 09:10', null, '決めた値だけがあること', '取り込み直してください', 'データ担当'),
('grain', 'kpi_yearly_is_unique', 'critical', true, '0件', '2026-11-01 09:10', null, '年度の値が1行であること', 'データ担当へ連絡してください', 'データ担当');

create table marts.published_figures as
from read_csv('$SEEDS/published_figures.csv', all_varchar = true);
