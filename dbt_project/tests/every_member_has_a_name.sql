-- Every member that a breakdown shows has a name in both languages.
select
    shown.dimension,
    shown.member
from (
    select distinct
        dimension,
        member
    from {{ ref('kpi_breakdown') }}
) as shown
left join {{ ref('dimension_member') }} as named
    on shown.dimension = named.dimension and shown.member = named.member
where named.member_ja is null or named.member_en is null
