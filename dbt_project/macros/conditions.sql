{#
-- sqlfluff:exclude_rules:layout.indent
#}
{#
    One row per condition of a filter and value it names: the columns of `relation` but `filter`, the condition as
    written, its column, whether it is negated or asks for containing, and the value, names without legal form.
#}
{% macro listed_conditions(relation) -%}
    select
        * exclude (filter, piece),
        piece.column_name as column_name,
        starts_with(piece.operator, '!') as is_negated,
        ends_with(piece.operator, '~') as is_contains,
        unnest(list_transform(
            string_split(piece.members, '|'),
            lambda member: if(
                piece.column_name in ('company_name', 'applicant_name', 'member_name'),
                {{ name_without_legal_form('member') }},
                member
            )
        )) as member
    from (
        select
            *,
            regexp_extract(condition, '^([a-z_0-9]+)(!=|!~|=|~)(.+)$', ['column_name', 'operator', 'members']) as piece
        from (
            select *, unnest(string_split(filter, ';')) as condition
            from {{ relation }}
        ) as written
        where condition != ''
    ) as parsed
{%- endmacro %}

{# Whether a condition finds one of its values in what the row says; null where the row says nothing. #}
{% macro is_found() -%}
    bool_or(if(is_contains, contains(attribute, member), attribute = member))
{%- endmacro %}
