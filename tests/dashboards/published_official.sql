-- What an official sees: no rows about companies or persons, and of protected indicators only yearly headlines.
create schema marts;
create schema quality;
create table marts.programme as from manager.marts.programme;
create table marts.indicator as from manager.marts.indicator;
create table marts.target as from manager.marts.target;
create table quality.file as from manager.quality.file;
create table quality.check as from manager.quality.check;
create table marts.kpi_yearly as
select y.* from manager.marts.kpi_yearly as y
inner join manager.marts.indicator as i using (indicator_id)
where i.disclosure = 'open' or i.is_headline;
create table marts.kpi_monthly as
select m.* from manager.marts.kpi_monthly as m
inner join manager.marts.indicator as i using (indicator_id)
where i.disclosure = 'open';
create table marts.kpi_pace as
select p.* from manager.marts.kpi_pace as p
inner join manager.marts.indicator as i using (indicator_id)
where i.disclosure = 'open';
create table marts.reconciliation as
select r.* from manager.marts.reconciliation as r
inner join manager.marts.indicator as i using (indicator_id)
where i.disclosure = 'open' or i.is_headline;
