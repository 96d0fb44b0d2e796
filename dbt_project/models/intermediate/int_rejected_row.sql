-- One row per refused row that waits for its correction: where it began, where its newest cells lie, and why.
select
    log,
    origin_sha256,
    file as origin_file,
    row_number as origin_row_number,
    arg_max(_sha256, version) as _sha256,
    max(version).row_position as _position,
    list(
        struct_pack(column_name, rule, message_ja, message_en)
        order by column_name, rule
    ) as reasons
from {{ ref('int_finding') }}
where severity = 'reject' and state = 'open'
group by all
