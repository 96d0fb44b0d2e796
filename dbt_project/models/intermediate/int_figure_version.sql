-- One row per printed figure that differs, and version of a record that counted for it while the version was known:
-- what the figure was made of at any time. A company is the one that the record names now.
{% set measured_logs = [] -%}
{% for log, fact in var('logs').items() if fact.is_measured %}{% do measured_logs.append(log) %}{% endfor -%}
with operand as (
    select
        figure.figure_id,
        coalesce(divided.operand_id, figure.indicator_id) as indicator_id,
        coalesce(divided.is_whole, false) as is_whole,
        coalesce(figure.event_date, {{ fiscal_year_start('figure.fiscal_year') }}) as starts_on,
        coalesce(figure.event_date, {{ fiscal_year_end('figure.fiscal_year') }}) as ends_on
    from {{ ref('int_printed_figure') }} as figure
    left join (
        select
            indicator_id,
            unnest([part_id, whole_id]) as operand_id,
            unnest([false, true]) as is_whole
        from ({{ ratio_parts() }}) as ratio
    ) as divided using (indicator_id)
    where figure.status = 'differs'
),

{% for log in measured_logs -%}
{{ log }}_asked as (
    select distinct version.record_id
    from {{ ref('stg_' ~ log ~ '__versions') }} as version
    inner join {{ ref('int_profile_indicator') }} as counted
        on {{ profile_id(log_fact(log), 'version') }} = counted.profile_id
    semi join operand
        on counted.indicator_id = operand.indicator_id
    where counted.log = '{{ log }}' and version.is_accepted
),

{{ log }}_version as (
    select
        version.*,
        version._delivered_at as known_from,
        lead(version._delivered_at) over (
            partition by version.record_id order by version._delivered_at, version._delivery, version._position
        ) as replaced_at,
        min(version._delivered_at) over (partition by version.record_id) as first_known_at
    from {{ ref('stg_' ~ log ~ '__versions') }} as version
    semi join {{ log }}_asked
        on version.record_id = {{ log }}_asked.record_id
    where version.is_accepted
),

{% endfor -%}
measured as (
    {% for log in measured_logs -%}
    {{ measure_rows(log, log ~ '_version', ('known_from', 'replaced_at', 'first_known_at', 'is_current')) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

indicator as (
    select distinct
        indicator_id,
        measure_kind,
        {{ days_looked_at() }} as rule
    from {{ ref('int_indicator') }}
),

newest as (
    select
        log,
        max(delivered_at) as delivered_at
    from {{ ref('int_desk_delivery') }}
    group by log
)

select
    operand.figure_id,
    operand.is_whole,
    operand.ends_on,
    indicator.measure_kind,
    indicator.rule,
    measured.log,
    measured.record_id,
    measured.occurred_on,
    measured.ended_on,
    measured.quantity,
    measured.distinct_value,
    measured.company_key,
    measured.known_from,
    measured.first_known_at,
    case
        when measured.replaced_at is not null then measured.replaced_at
        when not measured.is_current then newest.delivered_at
    end as known_until
from operand
inner join measured
    on operand.indicator_id = measured.indicator_id
        and measured.occurred_on <= operand.ends_on
inner join indicator
    on operand.indicator_id = indicator.indicator_id
        and (indicator.rule != 'window' or measured.occurred_on >= operand.starts_on)
inner join newest
    on measured.log = newest.log
cross join {{ ref('stg_as_of') }} as clock
where measured.occurred_on <= clock.as_of
