{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# A name in lower case with single spaces, its short legal form written out: ㈱ and (株) are 株式会社. #}
{% macro spelled_out_name(name) -%}
    {%- set forms, shorts = [], [] -%}
    {%- for form in var('legal_forms') -%}
        {%- for short in form.short -%}
            {%- do forms.append("'" ~ short ~ "': '" ~ form.name ~ "'") -%}
            {%- do shorts.append(short | replace('(', '[(]') | replace(')', '[)]')) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set spaced = "trim(regexp_replace(lower(" ~ name ~ "), '\\s+', ' ', 'g'))" -%}
    {%- set short = "regexp_extract(" ~ spaced ~ ", '" ~ shorts | join("|") ~ "')" -%}
    trim(coalesce(replace({{ spaced }}, {{ short }}, map { {{- forms | join(', ') -}} }[{{ short }}]), {{ spaced }}))
{%- endmacro %}

{# A regular expression group of any legal form, longest first. #}
{% macro legal_form_pattern() -%}
    ({{ var('legal_forms') | map(attribute='name') | join('|') }})
{%- endmacro %}

{# How filters compare names: 公立大学法人北九州市立大学 is 北九州市立大学. #}
{% macro name_without_legal_form(name) -%}
    replace(regexp_replace({{ spelled_out_name(name) }}, '{{ legal_form_pattern() }}', '', 'g'), ' ', '')
{%- endmacro %}

{#
    A branch at the end of a name: set apart by a space or in parentheses, or behind a place that is a ward, a city
    or a region (八幡西, 福岡県北九州市, 九州第2). A branch word without a place belongs to the name.
#}
{% macro branch_pattern() -%}
    {%- set branch = '(' ~ (var('branch_words') | join('|')) ~ ')' -%}
    {%- set place = '(' ~ (var('branch_places') | join('|')) ~ ')[都府県市区町村]?(地区|地域|地方)?' -%}
    {%- set number = '(第?[0-9一二三四五六七八九十]+)?' -%}
    (\s+\S+{{ branch }}|\s*\(\S+{{ branch }}\)|\s*({{ place }}\s*)+{{ number }}{{ branch }})+$
{%- endmacro %}

{#
    name, name_key and has_legal_form of every name of a query with a column `name`.
    The key is how companies are told apart by name: without spaces, honorific and branch, the legal form behind a
    bar, so that its place does not matter. Behind a legal form that follows the name any branch is dropped; never
    when nothing but the form would remain. Null for what names nobody: a form alone, a word for what it is.
#}
{% macro company_name_keys(query) -%}
    {%- set form = legal_form_pattern() -%}
    {%- set branch = '(' ~ (var('branch_words') | join('|')) ~ ')' -%}
    with polite as (
        select
            name,
            trim(regexp_replace({{ spelled_out_name('name') }}, '(\s*({{ var("honorifics") | join("|") }}))+$', '')) as polite
        from ({{ query }}) as names
    ),

    without_branch as (
        select
            *,
            case
                when regexp_matches(polite, '{{ branch }}\)?$') then regexp_replace(polite, '{{ branch_pattern() }}', '')
                else polite
            end as without_branch
        from polite
    ),

    headquarters as (
        select
            name,
            replace(polite, ' ', '') as whole,
            replace(
                case
                    when regexp_matches(without_branch, '{{ branch }}$') and not regexp_matches(without_branch, '^{{ form }}')
                        then regexp_replace(without_branch, '^(\S.*?{{ form }})\s*\S.*{{ branch }}$', '\1')
                    else without_branch
                end,
                ' ', ''
            ) as shortened
        from without_branch
    ),

    company as (
        select
            name,
            if(shortened != whole and regexp_full_match(shortened, '{{ form }}*'), whole, shortened) as company
        from headquarters
    ),

    parts as (
        select
            name,
            regexp_extract(company, '^{{ form }}?(.*?){{ form }}?$', ['ahead', 'core', 'behind']) as part
        from company
    )

    select
        name,
        case
            when part.core = '' then null
            when part.ahead = '' and part.behind = '' and part.core in ({{ quoted(var('names_of_no_company')) }}) then null
            else concat(part.core, '|', if(part.ahead = '', part.behind, part.ahead))
        end as name_key,
        name_key is not null and not ends_with(name_key, '|') as has_legal_form
    from parts
{%- endmacro %}
