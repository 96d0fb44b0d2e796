-- One row per indicator and desk (log and programme with dated rows) that it is computed from.
with source as (
    select
        indicator.indicator_id,
        coalesce(touchpoint.log, indicator.log) as log,
        string_split(coalesce(indicator.programme_ids, ''), '|') as programme_ids
    from {{ ref('indicators') }} as indicator
    left join {{ ref('touchpoints') }} as touchpoint
        on indicator.log = 'any'
)

select
    source.indicator_id,
    desk.*
from source
inner join {{ ref('int_desk') }} as desk
    on source.log = desk.log
        and (source.programme_ids = [''] or list_contains(source.programme_ids, desk.programme_id))
