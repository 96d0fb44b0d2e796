-- One row per whole of the catalogue and fiscal year: its value against the sum of its parts.
-- A row outside all parts is allowed: a difference asks for a look, it is no error.
with part as (
    select
        whole,
        string_split(parts, '|') as parts,
        unnest(string_split(parts, '|')) as part
    from {{ ref('identities') }}
),

year as (
    select
        indicator_id,
        fiscal_year,
        value
    from {{ ref('int_period_value') }}
    where grain = 'year'
),

added as (
    select
        part.whole as indicator_id,
        year.fiscal_year,
        len(any_value(part.parts)) as part_count,
        if(count(year.value) = part_count, sum(cast(year.value as decimal(28, 6))), null) as parts_value
    from part
    inner join year
        on part.part = year.indicator_id
    group by part.whole, year.fiscal_year
)

select
    whole.indicator_id,
    whole.fiscal_year,
    cast(added.part_count as integer) as part_count,
    whole.value,
    cast(added.parts_value as double) as parts_value,
    whole.value - cast(added.parts_value as double) as difference,
    abs(whole.value - cast(added.parts_value as double)) <= 0.000001 * greatest(1, abs(whole.value)) as is_equal
from added
inner join year as whole
    using (indicator_id, fiscal_year)
