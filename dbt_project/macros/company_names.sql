{#
-- sqlfluff:exclude_rules:layout.indent
#}
{# A name in lower case with single spaces, its short legal forms written out: ㈱ and (株) are 株式会社. #}
{% macro spelled_out_name(name) -%}
    {%- set spelled = namespace(sql="regexp_replace(lower(" ~ name ~ "), '\\s+', ' ', 'g')") -%}
    {%- for form in var('legal_forms') -%}
        {%- for short in form.short -%}
            {%- set spelled.sql = "replace(" ~ spelled.sql ~ ", '" ~ short ~ "', '" ~ form.name ~ "')" -%}
        {%- endfor -%}
    {%- endfor -%}
    trim({{ spelled.sql }})
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
    name, name_key and has_legal_form of every name of a query with a column `name`.
    The key is how companies are told apart by name: without honorific and branch, the legal form behind a bar,
    so that its place does not matter. A branch is dropped behind a space, behind a legal form that follows the
    name, or where its place is a ward, a city or a region; never when nothing but the form would remain.
#}
{% macro company_name_keys(query) -%}
    {%- set form = legal_form_pattern() -%}
    {%- set branch = '(' ~ (var('branch_words') | join('|')) ~ ')' -%}
    {%- set place = '(' ~ (var('branch_places') | join('|')) ~ ')(市|区|地区)?' -%}
    select
        name,
        {{ spelled_out_name('name') }} as spelled,
        trim(regexp_replace(spelled, '\s*({{ var("honorifics") | join("|") }})$', '')) as polite,
        regexp_replace(polite, '(\s\S*{{ branch }}|{{ place }}{{ branch }})$', '') as without_branch,
        regexp_replace(without_branch, '^(.*\S.*{{ form }})\s*\S+{{ branch }}$', '\1') as headquarters,
        if(regexp_replace(headquarters, '{{ form }}|\s', '', 'g') = '', polite, headquarters) as company,
        regexp_replace(company, '{{ form }}|\s', '', 'g') as core,
        regexp_extract(company, '{{ form }}', 1) as legal_form,
        nullif(concat(core, '|', legal_form), '|') as name_key,
        legal_form != '' as has_legal_form
    from ({{ query }}) as names
{%- endmacro %}
