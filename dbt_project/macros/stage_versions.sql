{#
-- sqlfluff:exclude_rules:layout.indent
#}
{#
    Every landed row of a log, judged: one row per row of a delivered file.
    Required references that nobody knows reject the row, optional ones become null with a finding; a parent
    that was delivered later than its child heals it. `is_current` marks the newest accepted version of a record.
    Where a delivery replaces all earlier ones (snapshot), a corrected row belongs to the one it was refused in.
    counts_when: a condition on `parent` under which rows of a log without a programme of their own count.
#}
{% macro stage_versions(log, counts_when='true') -%}
{%- set fact = log_fact(log) -%}
{%- set splits_reused_keys = fact.event_date and fact.company_column and fact.number_column -%}
with {{ 'recursive ' if splits_reused_keys }}landed as (
    select
        *,
        concat_ws('/', {% for column in fact.key %}cast({{ column }} as varchar){{ ', ' if not loop.last }}{% endfor %})
            as base_id
    from {{ ref('raw_' ~ log) }}
),

{% for reference in fact.references -%}
{{ known_parents(fact, reference) }}
{% endfor -%}
{% if fact.parent -%}
parent as (
    select distinct on ({{ fact.parent.key }}) *
    from {{ ref('stg_' ~ fact.parent.log) }}
    order by {{ fact.parent.key }}, event_on desc nulls last
),

{% endif -%}
judged as (
    select
        {% for column in fact.columns -%}
        {%- set reference = fact.references | selectattr('column', 'equalto', column.name) | first -%}
        {%- if reference and not reference.is_required -%}
        if(known_{{ reference.number }}.verdict is null, landed.{{ column.name }}, null) as {{ column.name }},
        {% else -%}
        cast(landed.{{ column.name }} as {{ column.type }}) as {{ column.name }},
        {% endif -%}
        {%- endfor %}
        {% if fact.parent -%}
        parent.programme_id,
        {% endif -%}
        {% if fact.event_date -%}
        cast(landed.{{ fact.event_date }} as date) as event_on,
        {% elif fact.parent -%}
        parent.event_on,
        {% else -%}
        cast(null as date) as event_on,
        {% endif -%}
        {{ 'coalesce(' ~ counts_when ~ ', false)' if fact.parent else 'true' }} as is_countable,
        landed.base_id,
        landed._sha256,
        landed._position,
        landed._file,
        landed._row_number,
        landed._delivery,
        landed._delivered_at,
        [
            {% for reference in fact.references -%}
            known_{{ reference.number }}.finding{{ ',' if not loop.last }}
            {% endfor -%}
            {% if not fact.references -%}
            {{ no_finding() }}
            {%- endif %}
        ] as findings,
        {% set required = [] -%}
        {%- for reference in fact.references if reference.is_required -%}
        {%- do required.append('known_' ~ reference.number ~ '.verdict is null') -%}
        {%- endfor -%}
        {{ (required + ['not coalesce(landed._is_corrected, false)']) | join(' and ') }} as is_accepted
    from landed
    {% for reference in fact.references -%}
    left join known_{{ reference.number }} using (_sha256, _position)
    {% endfor -%}
    {% if fact.parent -%}
    left join parent
        on landed.{{ fact.parent.column }} = parent.{{ fact.parent.key }}
    {% endif %}
),

{% if splits_reused_keys -%}
{{ records_of_reused_keys(fact) }}
{%- else -%}
record as (
    select
        _sha256,
        _position,
        base_id as record_id,
        false as is_key_reused
    from judged
    where is_accepted
),
{%- endif %}

{% if fact.person_columns -%}
person as (
    select
        personal._sha256,
        personal._position,
        {% for column in fact.person_columns -%}
        sha256(secret.content || '|' || personal.{{ column }}) as {{ column }}_hash{{ ',' if not loop.last }}
        {% endfor %}
    from {{ landed(log ~ '.personal', log ~ '/personal/*.parquet') }} as personal
    cross join read_text({{ text(var('person_key')) }}) as secret
),

{% endif -%}
{% if fact.delivery == 'snapshot' -%}
whole as (
    select
        origin._sha256,
        origin._position,
        delivery.delivered_at,
        delivery.file
    from {{ ref('stg_origin') }} as origin
    inner join {{ ref('stg_delivery') }} as delivery
        on origin.log = delivery.log
            and origin.origin_sha256 = delivery.sha256
            and delivery.status in ('landed', 'withdrawn')
    where origin.log = '{{ log }}'
),

{% endif -%}
ranked as (
    select
        judged.*,
        coalesce(record.record_id, judged.base_id) as record_id,
        coalesce(record.is_key_reused, false) as is_key_reused,
        {{ fiscal_year('judged.event_on') }} as event_fiscal_year,
        {% if fact.person_columns -%}
        person.* exclude (_sha256, _position),
        {% endif -%}
        row_number() over (
            partition by record.record_id, judged.is_accepted
            order by judged._delivered_at desc, judged._delivery desc, judged._position desc
        ) as version_from_newest
        {%- if fact.delivery == 'snapshot' %},
        dense_rank() over (
            partition by judged.is_accepted{{ ', judged.programme_id' if 'programme_id' in fact.has or fact.parent }}
            order by
                coalesce(whole.delivered_at, judged._delivered_at) desc,
                coalesce(whole.file, judged._delivery) desc
        ) as delivery_from_newest
        {%- endif %}
    from judged
    left join record using (_sha256, _position)
    {%- if fact.person_columns %}
    left join person using (_sha256, _position)
    {%- endif %}
    {%- if fact.delivery == 'snapshot' %}
    left join whole using (_sha256, _position)
    {%- endif %}
)

select
    * replace (list_filter(findings, lambda finding: finding is not null) as findings),
    is_accepted and version_from_newest = 1{{ ' and delivery_from_newest = 1' if fact.delivery == 'snapshot' }} as is_current
from ranked
{%- endmacro %}

{# The newest accepted version of each record, but of those confirmed to be gone. Delivered again, they are back. #}
{% macro stage_current(log) -%}
select * exclude (
    findings, is_accepted, is_current, is_key_reused, base_id, version_from_newest
    {{- ', delivery_from_newest' if log_fact(log).delivery == 'snapshot' }}
)
from {{ ref('stg_' ~ log ~ '__versions') }} as version
where is_current
    and not exists (
        select 1
        from {{ ref('stg_row_decision') }} as decided
        where decided.log = '{{ log }}'
            and decided.record_id = version.record_id
            and decided.decision = 'confirm'
            and decided.decided_on >= cast(version._delivered_at as date)
    )
{%- endmacro %}
