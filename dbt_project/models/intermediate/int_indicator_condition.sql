-- One row per indicator, log, condition of its filter and value the condition names.
with filters as (
    select
        indicator_id,
        log,
        filter
    from {{ ref('int_indicator') }}
)

{{ listed_conditions('filters') }}
