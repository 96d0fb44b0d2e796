-- One row per company and handle (number or name) that its records carry: since when, and whether it is its alone.
with joined as (
    select distinct
        group_id,
        root_id
    from {{ ref('int_company_decision') }}
    where root_id is not null
),

member as (
    select
        coalesce(joined.root_id, grouped.group_id) as root_id,
        grouped.delivered_at,
        unnest([grouped.number_handle, grouped.name_handle]) as handle
    from {{ ref('int_company_group') }} as grouped
    left join joined using (group_id)
    where grouped.group_id is not null
)

select
    root_id,
    handle,
    min(delivered_at) as since,
    count(*) over (partition by handle) = 1 as is_sole
from member
where handle is not null
group by root_id, handle
