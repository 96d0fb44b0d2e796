-- One row per indicator, month or year, dimension and member with anything to show: the member's value.
-- Periods that desks still owe, or without data, have no members. A closed year keeps its members; a dimension that
-- came later has none there.
with asked as (
    select
        *,
        {{ days_looked_at() }} as rule
    from {{ ref('int_indicator_dimension') }}
),

period as (
    select
        grain,
        fiscal_year,
        starts_on,
        known_to
    from {{ ref('int_period') }}
    where grain in ('month', 'year')
),

newest as (
    select
        day.indicator_id,
        period.grain,
        period.starts_on,
        max(day.occurred_on) as occurred_on
    from {{ ref('int_indicator_day') }} as day
    semi join (
        select *
        from asked
        where rule = 'newest'
    ) as stock
        on day.indicator_id = stock.indicator_id
    inner join period
        on day.occurred_on <= period.known_to
    group by all
),

looked_at as (
    select
        day.indicator_id,
        day.dimension,
        day.member,
        asked.is_additive,
        asked.rule,
        period.grain,
        period.starts_on,
        day.quantity
    from {{ ref('int_member_day') }} as day
    inner join asked using (indicator_id, dimension)
    inner join period
        on day.grain in ('both', period.grain)
            and day.occurred_on <= period.known_to
            and day.occurred_on >= if(asked.rule = 'window', period.starts_on, date '0001-01-01')
    left join newest
        on day.indicator_id = newest.indicator_id
            and period.grain = newest.grain
            and period.starts_on = newest.starts_on
    where asked.rule != 'newest' or day.occurred_on = newest.occurred_on
),

measured as (
    select
        indicator_id,
        dimension,
        member,
        grain,
        starts_on,
        any_value(is_additive) as is_additive,
        cast(coalesce(sum(cast(quantity as decimal(28, 6))), 0) as double) as value
    from looked_at
    group by all
    having any_value(rule) != 'everything' or value != 0
),

ratio as (
    {{ ratio_parts() }}
),

divided as (
    select
        ratio.indicator_id,
        whole.dimension,
        whole.member,
        whole.grain,
        whole.starts_on,
        false as is_additive,
        coalesce(part.value, 0) / whole.value as value
    from ratio
    inner join asked as offered
        on ratio.part_id = offered.indicator_id
    inner join measured as whole
        on ratio.whole_id = whole.indicator_id and offered.dimension = whole.dimension
    left join measured as part
        on ratio.part_id = part.indicator_id
            and whole.dimension = part.dimension
            and whole.member = part.member
            and whole.grain = part.grain
            and whole.starts_on = part.starts_on
    where whole.value != 0
),

valued as (
    select *
    from measured
    union all
    select *
    from divided
)

select
    valued.*,
    shown.fiscal_year
from valued
inner join {{ ref('int_period_value') }} as shown
    on valued.indicator_id = shown.indicator_id
        and valued.grain = shown.grain
        and valued.starts_on = shown.starts_on
where shown.value is not null and not shown.is_closed
union all by name
select
    kept.indicator_id,
    kept.dimension,
    kept.member,
    kept.grain,
    kept.day as starts_on,
    kept.fiscal_year,
    kept.value,
    kept.is_additive and asked.is_additive as is_additive
from {{ ref('stg_closed_year') }} as kept
inner join asked using (indicator_id, dimension)
where kept.kind = 'member'
