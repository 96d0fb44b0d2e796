{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# How a filter sees a column: text, and a company's name without its legal form. #}
{% macro attribute(column) -%}
    {%- if column in ('company_name', 'applicant_name', 'member_name') -%}
    {{ name_without_legal_form(column) }}
    {%- else -%}
    cast({{ column }} as varchar)
    {%- endif -%}
{%- endmacro %}

{# What distinguishes rows for the catalogue: rows of one profile pass the same filters. #}
{% macro profile_id(fact, relation) -%}
    hash({{ relation }}.programme_id, {{ relation }}.is_countable
    {%- for column in fact.filter_columns -%}, {{ relation }}.{{ column }}{%- endfor -%})
{%- endmacro %}

{# One row per combination of programme and filtered values that a log holds or held: far fewer than rows. #}
{% macro profile_rows(log) -%}
{%- set fact = log_fact(log) -%}
select
    {{ profile_id(fact, 'staged') }} as profile_id,
    '{{ log }}' as log,
    programme_id,
    is_countable,
    map {
        {% for column in fact.filter_columns -%}
        '{{ column }}': {{ attribute(column) }}{{ ',' if not loop.last }}
        {% endfor -%}
    } as attributes
from (
    select distinct programme_id, is_countable{% for column in fact.filter_columns %}, {{ column }}{% endfor %}
    from {{ ref('stg_' ~ log ~ '__versions') }}
    where is_accepted
) as staged
{%- endmacro %}

{# The columns of a distinct count, companies resolved, persons hashed; null where one is blank. #}
{% macro distinct_value(fact, measure) -%}
    {%- set parts = [] -%}
    {%- for column in measure.removeprefix('distinct:').split('+') -%}
        {%- if column == 'company' -%}{%- do parts.append('company.company_key') -%}
        {%- elif column in fact.person_columns -%}{%- do parts.append('staged.' ~ column ~ '_hash') -%}
        {%- else -%}{%- do parts.append('cast(staged.' ~ column ~ ' as varchar)') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ parts | join(" || chr(31) || ") }}
{%- endmacro %}

{#
    One row per row of a log and indicator that it counts for, whatever its date.
    rows: where the rows are, if not in staging (people are then the headcount); kept: further columns of theirs.
#}
{% macro measure_rows(log, rows=none, kept=()) -%}
{%- set fact = log_fact(log) -%}
{%- set distinct_measures = ['distinct:company'] if fact.is_touchpoint else [] -%}
{%- for measure in fact.measures if measure.startswith('distinct:') and measure not in distinct_measures -%}
{%- do distinct_measures.append(measure) -%}
{%- endfor -%}
select
    counted.indicator_id,
    staged.event_on as occurred_on,
    staged.event_fiscal_year as fiscal_year,
    case counted.measure
        when 'rows' then 1.0
        {% for column in fact.sum_columns -%}
        when 'sum:{{ column }}' then cast(staged.{{ column }} as double)
        {% endfor -%}
        {% if 'people' in fact.measures -%}
        when 'people' then cast({{ 'staged.headcount' if rows else 'people.people' }} as double)
        {% endif -%}
        else 1.0
    end as quantity,
    {% if distinct_measures -%}
    case counted.measure
        {% for measure in distinct_measures -%}
        when '{{ measure }}' then {{ distinct_value(fact, measure) }}
        {% endfor -%}
    end as distinct_value,
    {% else -%}
    cast(null as varchar) as distinct_value,
    {% endif -%}
    {{ 'staged.left_on' if 'left_on' in fact.has else 'cast(null as date)' }} as ended_on,
    {{ members_id(fact) }} as members_id,
    company.company_key,
    '{{ log }}' as log,
    staged.record_id,
    staged.programme_id,
    staged._file as file,
    staged._row_number as row_number
    {%- for column in kept %},
    staged.{{ column }}
    {%- endfor %}
from {{ rows or ref('stg_' ~ log) }} as staged
inner join {{ ref('int_profile_indicator') }} as counted
    on counted.log = '{{ log }}' and {{ profile_id(fact, 'staged') }} = counted.profile_id
left join {{ ref('int_company_identity') }} as company
    on company.log = '{{ log }}' and staged.record_id = company.record_id
{% if fact.dimensions | selectattr('company_column') | list -%}
left join {{ ref('int_company_attribute') }} as attribute
    on company.company_key = attribute.company_key
{% endif -%}
{% if 'people' in fact.measures and not rows -%}
left join {{ ref('int_session_people') }} as people
    on staged.record_id = people.record_id
{% endif -%}
where counted.log = '{{ log }}' and (counted.source_log != 'any' or company.company_key is not null)
{%- endmacro %}

{# Rows that no indicator counts, or that count in no period: one row per row and rule. #}
{% macro find_row_issues(log) -%}
{%- set fact = log_fact(log) -%}
with counted as (
    select distinct profile_id
    from {{ ref('int_profile_indicator') }}
    where log = '{{ log }}'
),

judged as (
    select
        staged.record_id,
        staged._sha256,
        staged._delivery,
        staged._file,
        staged._row_number,
        case
            when counted.profile_id is null
                then {{ "if(coalesce(staged.status, '') in (" ~ quoted(var('statuses_not_counted')) ~ "), null, 'counted_nowhere')"
                        if 'status' in fact.has else "'counted_nowhere'" }}
            when staged.event_on is null then 'event_date_missing'
            when staged.event_on > clock.as_of then 'future_date'
        end as rule
    from {{ ref('stg_' ~ log) }} as staged
    cross join {{ ref('stg_as_of') }} as clock
    left join counted on {{ profile_id(fact, 'staged') }} = counted.profile_id
)

select
    '{{ log }}' as log,
    *
from judged
where rule is not null {{ '' if fact.has_indicators else "and rule != 'counted_nowhere'" }}
{%- endmacro %}

{# Members of a list as SQL text literals. #}
{% macro quoted(values) -%}
    {%- for value in values -%}{{ text(value) }}{{ ', ' if not loop.last }}{%- endfor -%}
{%- endmacro %}
