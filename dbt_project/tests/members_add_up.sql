-- The members of a dimension add up to their indicator, in every month and year, where they say that they do.
with member as (
    select
        indicator_id,
        month as starts_on,
        'month' as grain,
        dimension,
        value
    from {{ ref('kpi_breakdown') }}
    where is_additive
    union all
    select
        indicator_id,
        {{ fiscal_year_start('fiscal_year') }} as starts_on,
        'year' as grain,
        dimension,
        value
    from {{ ref('kpi_breakdown_yearly') }}
    where is_additive
),

added as (
    select
        indicator_id,
        grain,
        starts_on,
        dimension,
        sum(cast(value as decimal(28, 6))) as value
    from member
    group by all
),

figure as (
    select
        period.indicator_id,
        period.grain,
        period.starts_on,
        asked.dimension,
        period.value,
        period.is_closed
    from {{ ref('int_period_value') }} as period
    inner join {{ ref('int_indicator_dimension') }} as asked
        on period.indicator_id = asked.indicator_id and asked.is_additive
    where period.grain in ('month', 'year')
)

select
    indicator_id,
    grain,
    starts_on,
    dimension
from figure
full join added using (indicator_id, grain, starts_on, dimension)
where
    abs(coalesce(figure.value, 0) - coalesce(added.value, 0)) > 0.000001 * greatest(1, abs(figure.value))
    -- A dimension that came after closing has no members in the closed year.
    and not (coalesce(figure.is_closed, false) and added.value is null)
