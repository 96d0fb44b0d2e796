-- One row per printed figure against the value that the logs give for the same indicator, year and day, and why they
-- differ: what a person noted, else what the deliveries show. Order of proof: the logs once gave the printed value and
-- changed since; the print contradicts itself; it counts otherwise; it is one slip of the pen away.
with explained as (
    select
        figure.*,
        note.cause as noted_cause,
        note.note,
        change.agreed_at,
        change.late_count,
        change.corrected_count,
        case
            when coalesce(figure.status, '') != 'differs' then null
            when
                change.late_count > 0
                and (change.corrected_count = 0 or change.late_quantity >= change.corrected_quantity)
                then 'late_rows'
            when change.corrected_count > 0 then 'correction'
            when misprint.is_printed_twice or misprint.is_alone_in_its_sum then 'print_error'
            when misprint.counts_as is not null then 'definition'
            when misprint.is_slip then 'print_error'
            else 'unknown'
        end as found_cause,
        case
            when change.late_count > 0 or change.corrected_count > 0 then 'changed_since'
            when misprint.is_printed_twice then 'printed_twice'
            when misprint.is_alone_in_its_sum then 'alone_in_its_sum'
            when misprint.counts_as is not null then 'counts_' || misprint.counts_as
            when misprint.is_slip then 'slip'
            else 'nothing_found'
        end as finding
    from {{ ref('int_printed_figure') }} as figure
    left join {{ ref('stg_reconciliation_note') }} as note
        on figure.figure_id = note.figure_id
    left join {{ ref('int_figure_change') }} as change
        on figure.figure_id = change.figure_id
    left join {{ ref('int_figure_misprint') }} as misprint
        on figure.figure_id = misprint.figure_id
)

select
    figure_id,
    indicator_id,
    fiscal_year,
    event_date,
    kind,
    published_value,
    computed_value,
    computed_value - published_value as difference,
    status,
    coalesce(noted_cause, found_cause) as cause,
    note,
    source,
    anchor,
    case
        when noted_cause is not null then 'person'
        when found_cause is not null then 'data'
    end as cause_by,
    if(status = 'differs', finding, null) as finding,
    if(status = 'differs', agreed_at, null) as agreed_at,
    cast(if(status = 'differs', late_count, null) as integer) as late_count,
    cast(if(status = 'differs', corrected_count, null) as integer) as corrected_count
from explained
