-- One row per figure of a closed year (month null: the whole year) that the logs give otherwise now: 確定後差分.
with figure as (
    select *
    from {{ ref('int_period_value') }}
    where
        is_closed
        and grain in ('month', 'year')
        and coalesce(abs(computed_value - value) > 0.000001 * greatest(1, abs(value)), true)
        and computed_value is distinct from value
),

ratio as (
    {{ ratio_parts() }}
),

asked as (
    select
        indicator_id,
        indicator_id as part_id
    from {{ ref('indicators') }}
    union all
    select
        indicator_id,
        unnest([part_id, whole_id]) as part_id
    from ratio
),

moved as (
    select
        figure.indicator_id,
        figure.grain,
        figure.starts_on,
        row.log || '/' || regexp_extract(row.file, '^[^#/]*') as file,
        row.log,
        row.record_id
    from figure
    inner join asked
        on figure.indicator_id = asked.indicator_id
    inner join {{ ref('indicators') }} as part
        on asked.part_id = part.indicator_id
    inner join {{ ref('int_closed_row_change') }} as row
        on asked.part_id = row.indicator_id and figure.fiscal_year = row.fiscal_year
    where
        least(row.day_before, row.day_now) <= figure.ends_on
        and (
            part.accumulate in ('last', 'cumulative')
            or row.day_before between figure.starts_on and figure.ends_on
            or row.day_now between figure.starts_on and figure.ends_on
        )
),

behind as (
    select
        indicator_id,
        grain,
        starts_on,
        list_sort(list(distinct file)) as files,
        count(distinct log || '/' || record_id) as row_count
    from moved
    group by indicator_id, grain, starts_on
)

select
    figure.indicator_id,
    figure.fiscal_year,
    if(figure.grain = 'month', figure.starts_on, null) as month,
    figure.value as closed_value,
    figure.computed_value,
    figure.computed_value - figure.value as difference,
    coalesce(behind.files, []) as files,
    coalesce(behind.row_count, 0) as row_count
from figure
left join behind
    on figure.indicator_id = behind.indicator_id
        and figure.grain = behind.grain
        and figure.starts_on = behind.starts_on
