-- One row per accepted row that a newer, otherwise repeating file of its log lacks and nobody delivered since.
with row_key as (
    {% for log, fact in var('logs').items() if fact.delivery == 'upsert' -%}
    select
        '{{ log }}' as log,
        base_id,
        _sha256,
        _delivery,
        _delivered_at,
        any_value(_file) as _file,
        max(_row_number) as _row_number,
        max(record_id) as record_id,
        bool_or(is_current) as is_current
    from {{ ref('stg_' ~ log ~ '__versions') }}
    group by all
    {{ 'union all' if not loop.last }}
    {% endfor -%}
    union all by name
    select
        issue.log,
        issue.record_id as base_id,
        issue._sha256,
        issue._delivery,
        issue._delivered_at,
        false as is_current
    from {{ ref('int_landed_issue') }} as issue
    where issue.severity = 'reject' and issue.record_id is not null and issue.status = 'landed'
    group by all
),

file as (
    select
        log,
        _sha256,
        _delivery,
        _delivered_at,
        count(distinct base_id) as key_count,
        bool_or(is_current) as holds_current
    from row_key
    group by all
),

holder as (
    select
        log,
        _sha256
    from file
    where holds_current
),

newest as (
    select
        row_key.*,
        row_number() over (partition by log, base_id order by _delivered_at desc, _delivery desc) as age
    from row_key
),

overlap as (
    select
        earlier.log,
        earlier._sha256 as earlier_sha256,
        later._sha256 as later_sha256,
        any_value(later._delivery) as later_delivery,
        count(distinct earlier.base_id) as repeated
    from row_key as earlier
    semi join holder
        on earlier.log = holder.log and earlier._sha256 = holder._sha256
    inner join row_key as later
        on earlier.log = later.log
            and earlier.base_id = later.base_id
            and (later._delivered_at, later._delivery) > (earlier._delivered_at, earlier._delivery)
            and earlier._sha256 != later._sha256
    group by earlier.log, earlier._sha256, later._sha256
),

successor as (
    select overlap.*
    from overlap
    inner join file
        on overlap.log = file.log and overlap.earlier_sha256 = file._sha256
    where overlap.repeated >= 0.8 * file.key_count and overlap.repeated < file.key_count
)

select distinct on (newest.log, newest.base_id)
    newest.log,
    newest.record_id,
    newest._sha256,
    newest._delivery,
    newest._file,
    newest._row_number,
    successor.later_delivery
from newest
inner join successor
    on newest.log = successor.log and newest._sha256 = successor.earlier_sha256
where newest.age = 1 and newest.is_current
order by newest.log, newest.base_id, successor.later_delivery
