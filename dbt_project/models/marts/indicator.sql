-- One row per indicator of the catalogue, with its unit in words and the domain of its first programme.
with part as (
    select distinct unnest(string_split(parts, '|')) as indicator_id
    from {{ ref('identities') }}
),

numbered as (
    select
        *,
        row_number() over () as catalogue_order,
        string_split(coalesce(programme_ids, ''), '|')[1] as first_programme_id
    from {{ ref('indicators') }}
)

select
    indicator.indicator_id,
    indicator.programme_ids,
    cast(indicator.mission as integer) as mission,
    indicator.name_ja,
    indicator.name_en,
    indicator.unit,
    coalesce(unit.ja, indicator.unit) as unit_ja,
    coalesce(unit.en, indicator.unit) as unit_en,
    indicator.log,
    indicator.measure,
    indicator.filter,
    indicator.accumulate,
    cast(indicator.headline as integer) = 1 as is_headline,
    indicator.disclosure,
    indicator.definition_ja,
    indicator.definition_en,
    coalesce(programme.domain, 'foundation') as domain,
    part.indicator_id is not null or whole.indicator_id is not null as is_part,
    cast(indicator.catalogue_order as integer) as catalogue_order
from numbered as indicator
left join {{ ref('programmes') }} as programme
    on indicator.first_programme_id = programme.programme_id
left join {{ ref('units') }} as unit
    on indicator.unit = unit.unit
left join part
    on indicator.indicator_id = part.indicator_id
left join {{ ref('indicators') }} as whole
    on regexp_extract(indicator.indicator_id, '^(.+)\.[^.]+$', 1) = whole.indicator_id
