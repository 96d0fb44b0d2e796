-- One row per comment on an indicator in a month: why the figure is what it is, and what is done about it.
select
    indicator_id,
    {{ fiscal_year('month') }} as fiscal_year,
    cast(date_trunc('month', month) as date) as month,
    comment_no,
    cause,
    action,
    _delivered_at as delivered_at
from {{ ref('stg_indicator_comment') }}
qualify
    row_number() over (
        partition by indicator_id, date_trunc('month', month), comment_no
        order by _delivered_at desc, _delivery desc, _position desc
    ) = 1
