-- One row per dimension and member that some breakdown shows: what it is called.
with shown as (
    select distinct
        dimension,
        member
    from {{ ref('int_member') }}
),

named as (
    select
        dimension.dimension,
        label.code as member,
        min(label.label_ja) as label_ja,
        min(cast(label.code_order as integer)) as member_order
    from {{ ref('dimensions') }} as dimension
    inner join {{ ref('contract_labels') }} as label
        on dimension.log in ('*', label.log) and dimension.column = label.column_name
    group by all
),

titled as (
    select
        dimension,
        min(label_ja) as dimension_ja,
        min(label_en) as dimension_en
    from {{ ref('dimensions') }}
    group by dimension
)

select
    shown.dimension,
    titled.dimension_ja,
    titled.dimension_en,
    shown.member,
    case
        when shown.member = 'not_stated' then '未記入'
        when shown.dimension = 'programme' then programme.name_ja
        else coalesce(named.label_ja, shown.member)
    end as member_ja,
    case
        when shown.member = 'not_stated' then 'Not stated'
        when shown.dimension = 'programme' then programme.name_en
        else coalesce(wording.label_en, if(named.member is null, shown.member, replace(shown.member, '_', ' ')))
    end as member_en,
    if(shown.member = 'not_stated', 9999, coalesce(named.member_order, 999)) as member_order
from shown
inner join titled using (dimension)
left join named
    on shown.dimension = named.dimension and shown.member = named.member
left join {{ ref('member_words') }} as wording
    on shown.dimension = wording.dimension and shown.member = wording.member
left join {{ ref('programmes') }} as programme
    on shown.dimension = 'programme' and shown.member = programme.programme_id
