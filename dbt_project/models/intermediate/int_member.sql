-- One row per log, combination of members and dimension: the member, `not_stated` where the row says none.
with combination as (
    {% for log, fact in var('logs').items() if fact.is_measured and fact.dimensions -%}
    {{ members_of_rows(log) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

listed as (
    select
        log,
        members_id,
        unnest(members) as listed
    from combination
)

select
    log,
    members_id,
    listed.dimension,
    coalesce(listed.member, 'not_stated') as member
from listed
