-- One row per decision, side of it and group it names (null: none): with which groups a person made it one company.
with recursive decided as (
    {{ known_decisions() }}
),

side as (
    select
        one,
        other,
        decision,
        unnest([one, other]) as token
    from decided
),

bearer as (
    select
        handle,
        min(group_id) as group_id
    from (
        select
            group_id,
            unnest([number_handle, name_handle]) as handle
        from {{ ref('int_company_group') }}
    ) as carried
    where group_id is not null
    group by handle
    having count(distinct group_id) = 1
),

named as (
    select
        {{ record_token('grouped') }} as token,
        grouped.group_id
    from {{ ref('int_company_group') }} as grouped
    where grouped.group_id is not null and {{ record_token('grouped') }} in (select side.token from side)
    union
    select
        known.company_key as token,
        bearer.group_id
    from {{ ref('raw_company_key') }} as known
    inner join bearer using (handle)
    where known.company_key in (select side.token from side)
    group by known.company_key, bearer.group_id
    qualify row_number() over (partition by known.company_key order by count(*) desc, bearer.group_id) = 1
    union
    select
        grouped.group_id as token,
        grouped.group_id
    from {{ ref('int_company_group') }} as grouped
    where grouped.group_id in (select side.token from side)
),

resolved as (
    select
        side.*,
        named.group_id
    from side
    left join named using (token)
),

edge as (
    select
        a.group_id as from_group,
        b.group_id as to_group
    from resolved as a
    inner join resolved as b using (one, other, decision)
    where decision = 'same' and a.group_id is not null and b.group_id is not null
),

reach as (
    select
        from_group as group_id,
        to_group as reached
    from edge
    union
    select
        reach.group_id,
        edge.to_group
    from reach
    inner join edge on reach.reached = edge.from_group
),

component as (
    select
        group_id,
        min(reached) as root_id
    from reach
    group by group_id
),

void as (
    select distinct component.root_id
    from resolved as a
    inner join resolved as b using (one, other, decision)
    inner join component on a.group_id = component.group_id
    inner join component as opposite on b.group_id = opposite.group_id and component.root_id = opposite.root_id
    where decision = 'different' and a.token != b.token
)

select
    resolved.*,
    if(void.root_id is null, component.root_id, null) as root_id,
    void.root_id is not null as is_contradictory
from resolved
left join component using (group_id)
left join void on component.root_id = void.root_id
