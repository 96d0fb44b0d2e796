-- The figures of a snapshot (attached as `snapshot`) that differ from what was shown before (temporary
-- table `shown`), with the deliveries behind each change where they are known (`behind`).
with
figure as (
    select indicator_id, fiscal_year, month, value from snapshot.marts.kpi_monthly
    union all by name
    select indicator_id, fiscal_year, value, null::date as month from snapshot.marts.kpi_yearly
)

select
    coalesce(figure.indicator_id, shown.indicator_id) as indicator_id,
    coalesce(figure.fiscal_year, shown.fiscal_year) as fiscal_year,
    coalesce(figure.month, shown.month) as month,
    figure.value,
    $since::timestamp as since,
    $snapshot_id as snapshot_id,
    coalesce(behind.files, []::varchar[]) as files
from figure
full join shown
    on figure.indicator_id = shown.indicator_id
    and figure.fiscal_year = shown.fiscal_year
    and figure.month is not distinct from shown.month
left join behind
    on figure.indicator_id = behind.indicator_id
    and figure.fiscal_year = behind.fiscal_year
    and figure.month is not distinct from behind.month
where figure.value is distinct from shown.value
order by all
