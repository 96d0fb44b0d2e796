-- What changed between two snapshots: `a` (before) and `b` (after) are their manager files, and the
-- temporary tables delivery (log, file, change: new or gone) holds the deliveries only one of them
-- has, before_day (as_of) the day of the earlier one.

create temp macro fiscal_year_of(day) as year(day - interval 3 month);

create temp table figure_change as
with
before as (
    select month.indicator_id, month.fiscal_year, month, month.value, month.coverage, is_closed
    from a.marts.kpi_monthly as month left join a.marts.kpi_yearly using (indicator_id, fiscal_year)
    union all by name
    select indicator_id, fiscal_year, value, coverage, is_closed, null::date as month from a.marts.kpi_yearly
),

after as (
    select month.indicator_id, month.fiscal_year, month, month.value, month.coverage, is_closed
    from b.marts.kpi_monthly as month left join b.marts.kpi_yearly using (indicator_id, fiscal_year)
    union all by name
    select indicator_id, fiscal_year, value, coverage, is_closed, null::date as month from b.marts.kpi_yearly
)

select
    coalesce(after.indicator_id, before.indicator_id) as indicator_id,
    coalesce(after.fiscal_year, before.fiscal_year) as fiscal_year,
    coalesce(after.month, before.month) as month,
    before.value as value_before,
    after.value as value_after,
    before.indicator_id is null as is_new_period,
    before.is_closed is distinct from after.is_closed as is_closed_differently,
    before.coverage is distinct from after.coverage as is_covered_differently
from before
full join after
    on before.indicator_id = after.indicator_id
    and before.fiscal_year = after.fiscal_year
    and before.month is not distinct from after.month
where before.value is distinct from after.value;

create temp table row_change as
select
    coalesce(after.indicator_id, before.indicator_id) as indicator_id,
    coalesce(after.log, before.log) as log,
    coalesce(after.record_id, before.record_id) as record_id,
    case
        when before.record_id is null then 'added'
        when after.record_id is null then 'removed'
        else 'changed'
    end as change,
    before.occurred_on as day_before,
    after.occurred_on as day_after,
    before.quantity as quantity_before,
    after.quantity as quantity_after,
    coalesce(after.file, before.file) as file,
    coalesce(after.row_number, before.row_number) as row_number,
    regexp_extract(coalesce(after.file, before.file), '^[^#/]*') as delivered_as,
    before.record_id is null and after.occurred_on > (select as_of from before_day) as is_day_reached
from a.marts.measurement as before
full join b.marts.measurement as after
    on before.indicator_id = after.indicator_id
    and before.log = after.log
    and before.record_id = after.record_id
where before.occurred_on is distinct from after.occurred_on
    or before.quantity is distinct from after.quantity
    or before.company_key is distinct from after.company_key;

-- Fields of the catalogue that both snapshots have, and that say something else now; of an indicator that only one
-- of them has, its name alone.
create temp table definition_change as
with
before as (
    from (select indicator_id as key, columns(*)::varchar from a.marts.indicator)
    unpivot include nulls (value for field in (columns(* exclude (key))))
),

after as (
    from (select indicator_id as key, columns(*)::varchar from b.marts.indicator)
    unpivot include nulls (value for field in (columns(* exclude (key))))
)

select
    coalesce(after.key, before.key) as indicator_id,
    coalesce(after.field, before.field) as field,
    before.value as value_before,
    after.value as value_after
from before
full join after on before.key = after.key and before.field = after.field
where before.value is distinct from after.value
    and (
        (before.key is not null and after.key is not null)
        or coalesce(after.field, before.field) = 'indicator_id'
    );

-- A ratio has no rows of its own: those of its two parts explain it.
create temp table part as
select indicator_id, indicator_id as part_id, accumulate in ('last', 'cumulative') as is_stock
from b.marts.indicator
union all
select ratio.indicator_id, part.indicator_id, part.accumulate in ('last', 'cumulative')
from b.marts.indicator as ratio
inner join b.marts.indicator as part
    on list_contains(string_split(substr(ratio.measure, 7), '/'), part.indicator_id)
where starts_with(ratio.measure, 'ratio:');

create temp table defined as
select distinct part.indicator_id
from part inner join definition_change on part.part_id = definition_change.indicator_id;

create temp table figure_row as
select figure.indicator_id, figure.fiscal_year, figure.month, row_change.* exclude (indicator_id)
from figure_change as figure
inner join part on figure.indicator_id = part.indicator_id
inner join row_change on part.part_id = row_change.indicator_id
where exists (
    select 1
    from (values (row_change.day_before), (row_change.day_after)) as touched (day)
    where
        case
            when part.is_stock and figure.month is null then fiscal_year_of(day) <= figure.fiscal_year
            when part.is_stock then day <= last_day(figure.month)
            when figure.month is null then fiscal_year_of(day) = figure.fiscal_year
            else date_trunc('month', day) = figure.month
        end
);

create temp table figure_file as
select distinct row.indicator_id, row.fiscal_year, row.month, delivery.log, delivery.file
from figure_row as row
inner join delivery
    -- A row of an old file appears or goes when another delivery brings what it refers to, or by its definition.
    on (delivery.log = row.log and delivery.file = row.delivered_as)
    or (
        row.indicator_id not in (select indicator_id from defined)
        and not exists (from delivery as own where own.log = row.log and own.file = row.delivered_as)
    )
where not row.is_day_reached;

create temp table explained as
select
    figure.* exclude (is_new_period, is_closed_differently, is_covered_differently),
    coalesce(files.files, []) as files,
    case
        when files.files is not null then 'rows'
        when days.is_day_reached then 'day'
        when is_new_period then 'period'
        when is_closed_differently then 'closing'
        when defined.indicator_id is not null then 'definition'
        when is_covered_differently then 'coverage'
        else 'other'
    end as cause
from figure_change as figure
left join (
    select indicator_id, fiscal_year, month, list_sort(list(log || '/' || file)) as files
    from figure_file
    group by all
) as files
    on figure.indicator_id = files.indicator_id
    and figure.fiscal_year = files.fiscal_year
    and figure.month is not distinct from files.month
left join (
    select indicator_id, fiscal_year, month, bool_or(is_day_reached) as is_day_reached
    from figure_row
    group by all
) as days
    on figure.indicator_id = days.indicator_id
    and figure.fiscal_year = days.fiscal_year
    and figure.month is not distinct from days.month
left join defined on figure.indicator_id = defined.indicator_id;
