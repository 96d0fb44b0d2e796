-- One row per indicator, log, condition of its filter and value the condition names.
with part as (
    select
        indicator_id,
        log,
        unnest(string_split(filter, ';')) as condition
    from {{ ref('int_indicator') }}
    where filter != ''
),

parsed as (
    select
        *,
        regexp_extract(condition, '^([a-z_0-9]+)(!=|!~|=|~)(.+)$', ['column_name', 'operator', 'members']) as piece
    from part
),

listed as (
    select
        indicator_id,
        log,
        condition,
        piece.column_name,
        starts_with(piece.operator, '!') as is_negated,
        ends_with(piece.operator, '~') as is_contains,
        unnest(string_split(piece.members, '|')) as member
    from parsed
)

select
    * exclude (member),
    if(
        column_name in ('company_name', 'applicant_name', 'member_name'),
        {{ name_without_legal_form('member') }},
        member
    ) as member
from listed
