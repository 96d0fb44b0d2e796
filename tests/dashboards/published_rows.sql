-- Invented rows of breakdowns, comments and the rows behind figures, that agree with the invented months.
insert into marts.dimension_member values
('ward', '区', 'Ward', 'kokurakita', '小倉北区', 'Kokurakita', 1),
('ward', '区', 'Ward', 'yahatanishi', '八幡西区', 'Yahatanishi', 2),
('ward', '区', 'Ward', 'not_stated', '記載なし', 'Not stated', 99),
('industry', '業種', 'Industry', 'manufacturing', '製造業', 'Manufacturing', 1),
('industry', '業種', 'Industry', 'retail', '小売業', 'Retail', 2);

insert into marts.kpi_breakdown
select
    m.indicator_id, m.fiscal_year, m.month, d.dimension, d.member,
    case d.member_order when 1 then ceil(m.value * 0.6) else m.value - ceil(m.value * 0.6) end as value, i.accumulate = 'sum'
from marts.kpi_monthly as m
inner join marts.indicator as i using (indicator_id)
inner join marts.dimension_member as d on d.member_order < 99
where i.log = 'consultation';

insert into marts.kpi_breakdown_yearly
select indicator_id, fiscal_year, dimension, member, sum(value) as value, bool_and(is_additive) as is_additive
from marts.kpi_breakdown
group by indicator_id, fiscal_year, dimension, member;

insert into marts.kpi_quarterly
select
    m.indicator_id, m.fiscal_year, (month(m.month) + 8) % 12 // 3 + 1 as quarter, min(m.month) as starts_on,
    sum(m.value) as value, max(m.coverage) as coverage, false as is_suppressed
from marts.kpi_monthly as m
group by m.indicator_id, m.fiscal_year, quarter;

insert into marts.indicator_comment by name
select
    'sme_desk.consultations' as indicator_id, 2026 as fiscal_year, date '2026-09-01' as month, 1 as comment_no,
    '窓口の開設時間を延ばした' as cause, '夜間の相談員を増やす' as action, timestamp '2026-10-05 09:00' as delivered_at;

insert into marts.measurement by name
select
    'sme_desk.consultations' as indicator_id, day::date as occurred_on, 1 as quantity, null as company_key,
    'consultation' as log, 'sme_desk/' || strftime(day, '%Y%m%d') as record_id,
    'consultation_202609.xlsx#受付' as file, row_number() over (order by day) + 4 as row_number
from range(timestamp '2026-09-01', timestamp '2026-10-01', interval 1 day) as t (day);
