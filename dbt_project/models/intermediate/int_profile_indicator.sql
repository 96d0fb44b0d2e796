-- One row per profile and indicator whose programmes and filter it passes.
with pair as (
    select
        profile.profile_id,
        profile.log,
        profile.attributes,
        indicator.indicator_id,
        indicator.source_log,
        indicator.measure,
        indicator.measure_kind,
        indicator.accumulate
    from {{ ref('int_profile') }} as profile
    inner join {{ ref('int_indicator') }} as indicator
        on profile.log = indicator.log
            and (indicator.programme_ids = [''] or list_contains(indicator.programme_ids, profile.programme_id))
    where profile.is_countable
),

judged as (
    select
        pair.profile_id,
        pair.indicator_id,
        pair.log,
        condition.condition,
        condition.is_negated,
        coalesce(
            bool_or(
                if(
                    condition.is_contains,
                    contains(pair.attributes[condition.column_name], condition.member),
                    pair.attributes[condition.column_name] = condition.member
                )
            ),
            false
        ) as is_found
    from pair
    inner join {{ ref('int_indicator_condition') }} as condition
        using (indicator_id, log)
    group by all
)

select
    pair.profile_id,
    pair.log,
    pair.indicator_id,
    pair.source_log,
    pair.measure,
    pair.measure_kind,
    pair.accumulate
from pair
anti join (
    select *
    from judged
    where is_found = is_negated
) as failed
    using (profile_id, indicator_id, log)
