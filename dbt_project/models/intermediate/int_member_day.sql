-- One row per indicator, dimension, member, grain and day: what that day adds to the member's figure.
with combined as (
    select
        indicator_id,
        log,
        members_id,
        occurred_on,
        fiscal_year,
        ended_on,
        distinct_value,
        sum(cast(quantity as decimal(28, 6))) as quantity
    from {{ ref('int_measurement') }}
    group by all
),

measured as (
    select
        combined.indicator_id,
        combined.occurred_on,
        combined.fiscal_year,
        combined.ended_on,
        combined.distinct_value,
        combined.quantity,
        member.dimension,
        member.member,
        asked.measure_kind,
        asked.accumulate,
        cast(date_trunc('month', combined.occurred_on) as date) as month
    from combined
    inner join {{ ref('int_member') }} as member
        on combined.log = member.log and combined.members_id = member.members_id
    inner join {{ ref('int_indicator_dimension') }} as asked
        on combined.indicator_id = asked.indicator_id and member.dimension = asked.dimension
),

{{ changes_by_day('indicator_id, dimension, member') }}

select
    indicator_id,
    dimension,
    member,
    grain,
    occurred_on,
    cast(sum(cast(quantity as decimal(28, 6))) as double) as quantity
from change
group by all
