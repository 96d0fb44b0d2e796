{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# Two versions name the same company: by number, or by name where a number is missing; true where neither can tell. #}
{% macro is_same_company(one, other) -%}
    case
        when {{ one }}.number is not null and {{ other }}.number is not null then {{ one }}.number = {{ other }}.number
        when {{ one }}.name_key is not null and {{ other }}.name_key is not null
            then {{ one }}.name_key = {{ other }}.name_key
        else true
    end
{%- endmacro %}

{#
    CTEs that end in `record`: which record each accepted version belongs to.
    A key that returns in another fiscal year naming another company is another record; of such records the one of
    the earliest year keeps the plain id. Only keys seen in several years are looked at closely.
#}
{% macro records_of_reused_keys(fact) -%}
accepted as (
    select
        _sha256,
        _position,
        base_id,
        {{ fiscal_year('event_on') }} as fiscal_year,
        cast({{ fact.number_column }} as varchar) as number,
        cast({{ fact.company_column }} as varchar) as name,
        row_number() over (partition by base_id order by _delivered_at, _delivery, _position) as version_number
    from judged
    where is_accepted
),

returning_key as (
    select base_id
    from accepted
    where number is not null or name is not null
    group by base_id
    having count(distinct fiscal_year) > 1
),

several_years as (
    select accepted.*
    from accepted
    semi join returning_key using (base_id)
),

name_keys as (
    select name, name_key
    from ({{ company_name_keys('select distinct name from several_years where name is not null') }}) as keyed
),

named as (
    select
        several_years.*,
        name_keys.name_key
    from several_years
    left join name_keys using (name)
),

first_of_year as (
    select
        base_id,
        fiscal_year,
        min(version_number) as first_version,
        arg_min_null(number, version_number) as number,
        arg_min_null(name_key, version_number) as name_key
    from named
    where fiscal_year is not null and (number is not null or name_key is not null)
    group by base_id, fiscal_year
),

earlier_year as (
    select
        later.base_id,
        later.fiscal_year,
        arg_min(earlier.fiscal_year, earlier.first_version) as same_record_as
    from first_of_year as later
    inner join first_of_year as earlier
        on later.base_id = earlier.base_id and earlier.first_version < later.first_version
    inner join named as member
        on earlier.base_id = member.base_id
            and earlier.fiscal_year = member.fiscal_year
            and {{ is_same_company('member', 'later') }}
    group by all
),

chain as (
    select base_id, fiscal_year, fiscal_year as root_year
    from first_of_year
    anti join earlier_year using (base_id, fiscal_year)
    union all
    select link.base_id, link.fiscal_year, chain.root_year
    from earlier_year as link
    inner join chain
        on link.base_id = chain.base_id and link.same_record_as = chain.fiscal_year
),

year_record as (
    select
        chain.base_id,
        chain.fiscal_year,
        chain.root_year,
        min(chain.fiscal_year) over (partition by chain.base_id, chain.root_year) as record_year,
        min(chain.fiscal_year) over (partition by chain.base_id) as plain_year,
        min(first_of_year.first_version) over (partition by chain.base_id, chain.root_year) as starts_at,
        min(first_of_year.first_version) over (partition by chain.base_id) as key_starts_at
    from chain
    inner join first_of_year using (base_id, fiscal_year)
),

belonging as (
    select
        named._sha256,
        named._position,
        named.version_number,
        year_record.*,
        coalesce(year_record.fiscal_year = named.fiscal_year, false) as is_same_year,
        coalesce(
            (named.number is not null or named.name_key is not null)
            and {{ is_same_company('named', 'first_of_year') }},
            false
        ) as is_same_company
    from named
    inner join year_record using (base_id)
    inner join first_of_year
        on year_record.base_id = first_of_year.base_id and year_record.fiscal_year = first_of_year.fiscal_year
),

record as (
    select
        accepted._sha256,
        accepted._position,
        if(
            chosen.record_year is null or chosen.record_year = chosen.plain_year,
            accepted.base_id,
            concat(accepted.base_id, '#', chosen.record_year)
        ) as record_id,
        coalesce(
            accepted.version_number = chosen.starts_at and chosen.starts_at > chosen.key_starts_at, false
        ) as is_key_reused
    from accepted
    left join (
        select distinct on (_sha256, _position) *
        from belonging
        order by _sha256, _position, is_same_year desc, is_same_company desc, starts_at desc
    ) as chosen using (_sha256, _position)
),
{%- endmacro %}
