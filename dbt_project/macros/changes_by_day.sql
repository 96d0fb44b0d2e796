{#
-- sqlfluff:exclude_rules:layout.indent
#}
{#
    CTEs that end in `change`: what each day adds to a figure, so that every figure is a sum over days.
    Reads the CTE `measured` (measured rows with measure_kind, accumulate and month); `keys` name what a figure is of.
    A distinct value adds 1 on the first day it is seen in the period that it is counted over; a registration
    adds itself when it begins and takes itself away when it ends. Grain `both` serves periods of every length.
#}
{% macro changes_by_day(keys) -%}
added as (
    select
        {{ keys }},
        'both' as grain,
        occurred_on,
        quantity
    from measured
    where measure_kind != 'distinct'
),

ended as (
    select
        {{ keys }},
        'both' as grain,
        greatest(ended_on, occurred_on) as occurred_on,
        -quantity as quantity
    from measured
    where measure_kind = 'members' and ended_on is not null
),

first_seen as (
    select
        {{ keys }},
        'both' as grain,
        min(occurred_on) as occurred_on,
        1.0 as quantity
    from measured
    where distinct_value is not null and accumulate != 'distinct'
    group by
        {{ keys }},
        distinct_value,
        case accumulate
            when 'cumulative' then date '0001-01-01'
            when 'last' then occurred_on
            else month
        end
),

first_seen_in_period as (
    select
        {{ keys }},
        period.grain,
        min(occurred_on) as occurred_on,
        1.0 as quantity
    from measured
    cross join (values ('month'), ('quarter'), ('year')) as period (grain)
    where distinct_value is not null and accumulate = 'distinct'
    group by
        {{ keys }},
        distinct_value,
        period.grain,
        case period.grain
            when 'month' then month
            when 'quarter' then date_trunc('quarter', month)
            else make_date(fiscal_year, 4, 1)
        end
),

change as (
    select *
    from added
    union all
    select *
    from ended
    union all
    select *
    from first_seen
    union all
    select *
    from first_seen_in_period
)
{%- endmacro %}
