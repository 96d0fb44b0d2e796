-- One row per finding about a cell of a row: what ingest found, and what the row refers to without an answer.
-- A corrected row is one place with its refused one: a finding that its newest correction repeats is listed once, one
-- that it no longer has is healed by it.
with landed as (
    select
        log,
        origin_sha256,
        file,
        row_number,
        _sha256,
        position,
        column_name,
        severity,
        rule,
        value,
        message_ja,
        message_en,
        case
            when status = 'withdrawn' then 'withdrawn'
            when severity != 'skip' and newest_version > version then 'healed'
            else 'open'
        end as state,
        if(state = 'healed', newest_version.delivery, null) as healed_by,
        version
    from {{ ref('int_landed_issue') }}
),

referring as (
    select
        log,
        file,
        row_number,
        _sha256,
        position,
        version,
        unnest(findings) as finding
    from {{ ref('int_version_finding') }}
),

said as (
    select
        * exclude (finding),
        struct_extract(finding, 'column_name') as column_name,
        struct_extract(finding, 'severity') as severity,
        struct_extract(finding, 'rule') as rule,
        struct_extract(finding, 'value') as value,
        struct_extract(finding, 'state') as state,
        struct_extract(finding, 'healed_by') as healed_by
    from referring
),

found as (
    select * from landed
    union all by name
    select
        said.*,
        coalesce(origin.origin_sha256, said._sha256) as origin_sha256,
        replace(rules.message_ja, '{value}', coalesce(said.value, '')) as message_ja,
        replace(rules.message_en, '{value}', coalesce(said.value, '')) as message_en
    from said
    left join {{ ref('stg_origin') }} as origin
        on said.log = origin.log
            and said._sha256 = origin._sha256
            and said.position = origin._position
    left join {{ ref('issue_rules') }} as rules
        on said.rule = rules.rule
),

correction as (
    select
        log,
        origin_sha256,
        origin_file as file,
        origin_row_number as row_number,
        max(version) as newest
    from {{ ref('stg_origin') }}
    group by all
),

placed as (
    select
        found.*,
        correction.newest as correction,
        correction.newest is not null and row_number() over (
            partition by found.log, found.origin_sha256, found.file, found.row_number, found.column_name, found.rule
            order by found.version desc
        ) > 1 as is_repeated
    from found
    left join correction using (log, origin_sha256, file, row_number)
)

select
    * exclude (is_repeated, correction, state, healed_by),
    coalesce(state = 'open' and severity != 'skip' and version < correction, false) as is_corrected,
    if(is_corrected, 'healed', state) as state,
    if(is_corrected, correction.delivery, healed_by) as healed_by
from placed
where not is_repeated
