-- One row per printed figure that differs and that the logs gave at some time (before it was printed, where that day
-- is known): when they last did, and what came or changed since.
with valued as (
    select
        figure_id,
        known_at,
        is_whole,
        {{ measured_value('true') }} as value
    from {{ ref('int_figure_state') }}
    group by figure_id, known_at, is_whole
),

known as (
    select
        figure_id,
        known_at,
        if(
            bool_or(is_whole),
            any_value(value) filter (where not is_whole) / nullif(any_value(value) filter (where is_whole), 0),
            any_value(value)
        ) as value
    from valued
    group by figure_id, known_at
),

agreed as (
    select
        known.figure_id,
        max(known.known_at) as known_at
    from known
    inner join {{ ref('int_printed_figure') }} as figure
        on known.figure_id = figure.figure_id
            and abs(known.value - figure.published_value) <= figure.tolerance
    left join {{ ref('printed_documents') }} as document
        on figure.source = document.source
    where cast(known.known_at as date) <= coalesce(try_cast(document.printed_on as date), 'infinity')
    group by known.figure_id
),

newest as (
    select
        figure_id,
        max(known_at) as known_at
    from {{ ref('int_figure_state') }}
    group by figure_id
),

before as (
    select state.*
    from {{ ref('int_figure_state') }} as state
    semi join agreed
        on state.figure_id = agreed.figure_id and state.known_at = agreed.known_at
),

since as (
    select state.*
    from {{ ref('int_figure_state') }} as state
    semi join newest
        on state.figure_id = newest.figure_id and state.known_at = newest.known_at
    semi join agreed
        on state.figure_id = agreed.figure_id
),

changed as (
    select
        coalesce(since.figure_id, before.figure_id) as figure_id,
        coalesce(since.quantity, 0) - coalesce(before.quantity, 0) as quantity,
        before.record_id is null and since.first_known_at > agreed.known_at as is_new,
        coalesce(since.known_from = before.known_from, false) as is_list_new
    from before
    full join since
        on before.figure_id = since.figure_id
            and before.is_whole = since.is_whole
            and before.log = since.log
            and before.record_id = since.record_id
    inner join agreed
        on agreed.figure_id = coalesce(since.figure_id, before.figure_id)
    where
        before.record_id is null
        or since.record_id is null
        or before.quantity is distinct from since.quantity
        or before.distinct_value is distinct from since.distinct_value
)

select
    agreed.figure_id,
    agreed.known_at as agreed_at,
    count(*) filter (where changed.is_new or changed.is_list_new) as late_count,
    count(*) filter (where not changed.is_new and not changed.is_list_new) as corrected_count,
    coalesce(sum(abs(changed.quantity)) filter (where changed.is_new or changed.is_list_new), 0) as late_quantity,
    coalesce(sum(abs(changed.quantity)) filter (where not changed.is_new and not changed.is_list_new), 0)
        as corrected_quantity
from agreed
left join changed
    on agreed.figure_id = changed.figure_id
group by agreed.figure_id, agreed.known_at
