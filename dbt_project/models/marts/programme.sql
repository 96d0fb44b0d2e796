-- One row per programme of the catalogue.
select
    programme_id,
    cast(mission as integer) as mission,
    try_cast(also_mission as integer) as also_mission,
    section,
    name_ja,
    name_en,
    domain,
    try_cast(from_fiscal_year as integer) as from_fiscal_year,
    try_cast(to_fiscal_year as integer) as to_fiscal_year,
    followed_by
from {{ ref('programmes') }}
