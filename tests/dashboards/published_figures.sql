-- Years, pace and reconciliation that follow from the invented months.
create table marts.kpi_yearly as
with year as (
    select
        m.indicator_id, m.fiscal_year, i.accumulate,
        case
            when i.accumulate in ('last', 'cumulative') then arg_max(m.value, m.month)
            when i.accumulate = 'ratio' then avg(m.value)
            when i.accumulate = 'distinct' then round(sum(m.value) * 0.8)
            else sum(m.value)
        end as value,
        max(m.month) as last_month
    from marts.kpi_monthly as m
    inner join marts.indicator as i using (indicator_id)
    group by m.indicator_id, m.fiscal_year, i.accumulate
)

select
    y.indicator_id, y.fiscal_year, y.value, t.target, t.target_kind, p.value as previous_value,
    case
        when y.fiscal_year < 2026 or y.accumulate in ('last', 'cumulative', 'ratio') then p.value
        else round(p.value * 0.6)
    end as previous_to_date,
    y.value / nullif(t.target, 0) as achievement,
    if(y.fiscal_year = 2026, 'partial', 'complete') as coverage, y.fiscal_year < 2026 as is_complete,
    false as is_closed, false as is_suppressed
from year as y
left join marts.target as t using (indicator_id, fiscal_year)
left join year as p on p.indicator_id = y.indicator_id and p.fiscal_year = y.fiscal_year - 1;

update marts.kpi_yearly set value = null, achievement = null, coverage = 'awaiting'
where fiscal_year = 2026 and indicator_id in ('nict.activities', 'patrol_desk.consultations');
update marts.kpi_yearly set value = null, achievement = null, coverage = 'no_data'
where indicator_id = 'radio.broadcasts';

create table marts.kpi_pace as
with day as (
    select
        m.indicator_id, m.fiscal_year, last_day(m.month) as as_of,
        sum(m.value) over (partition by m.indicator_id, m.fiscal_year order by m.month) as added,
        count(*) over (partition by m.indicator_id, m.fiscal_year order by m.month) / 12.0 as share
    from marts.kpi_monthly as m
),

stand as (
    select
        d.*, y.is_complete, y.value, y.target, y.target_kind,
        if(i.accumulate = 'sum', d.added, round(y.value * d.share / max(d.share) over (partition by d.indicator_id, d.fiscal_year)))
            as to_date
    from day as d
    inner join marts.kpi_yearly as y using (indicator_id, fiscal_year)
    inner join marts.indicator as i using (indicator_id)
    where d.fiscal_year = 2026 or month(d.as_of) = 3
)

select
    indicator_id, fiscal_year, as_of, if(value is null, null, to_date) as value_to_date,
    if(target_kind = 'target', target * share, null) as expected_to_date, to_date / share as forecast,
    to_date / share * 0.93 as forecast_low, to_date / share * 1.08 as forecast_high,
    if(target_kind = 'target' and value < target and not is_complete, (target - value) / 21.7, null) as required_per_week,
    case
        when target is null or target_kind = 'plan' then 'no_target'
        when value >= target then 'achieved'
        when value is null then 'not_assessable'
        when to_date / share * 0.93 >= target then 'on_track'
        when to_date / share * 1.08 >= target then 'at_risk'
        else 'off_track'
    end as status
from stand;

create table marts.reconciliation as
select
    f.figure_id, f.indicator_id, f.fiscal_year::integer as fiscal_year, f.event_date::date as event_date, f.kind,
    f.value::double as published_value, f.value::double + if(f.figure_id like 'salon%', 2, 0)::double as computed_value,
    if(f.figure_id like 'salon%', 2, 0)::double as difference,
    case
        when f.kind not in ('actual', 'cumulative') then null
        when f.figure_id like 'salon%' then 'differs'
        else 'match'
    end as status,
    if(f.figure_id like 'salon%', 'late_rows', null) as cause, if(f.figure_id like 'salon%', '後日の追加', null) as note,
    f.source, f.anchor, if(f.figure_id like 'salon%', 'person', null) as cause_by,
    if(f.figure_id like 'salon%', 'changed_since', null) as finding, timestamp '2024-06-05 09:00' as agreed_at,
    2::integer as late_count, 0::integer as corrected_count
from marts.published_figures as f;
drop table marts.published_figures;
