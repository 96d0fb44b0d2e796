-- One row per indicator that is measured on rows, and log it is measured on (`any` spreads over the touchpoints).
with measured as (
    select
        indicator_id,
        log as source_log,
        measure,
        split_part(measure, ':', 1) as measure_kind,
        accumulate,
        coalesce(filter, '') as filter,
        string_split(coalesce(programme_ids, ''), '|') as programme_ids
    from {{ ref('indicators') }}
    where measure not like 'ratio:%'
)

select
    measured.* exclude (filter),
    coalesce(touchpoint.log, measured.source_log) as log,
    concat_ws(';', nullif(measured.filter, ''), touchpoint.filter) as filter
from measured
left join {{ ref('touchpoints') }} as touchpoint
    on measured.source_log = 'any'
