-- Passed means measured within the limit (at least the limit for members_at_least); an approximate rule never fails.
select
    judged.rule_code,
    judged.record_id
from {{ ref('subsidy_compliance') }} as judged
inner join {{ ref('int_rule') }} as rule
    on judged.rule_code = rule.rule_code
where
    (judged.status = 'failed' and rule.is_approximate)
    or (
        judged.status in ('passed', 'failed')
        and (judged.status = 'passed') != if(
            rule.check_kind = 'members_at_least',
            judged.measured >= judged.limit_value,
            judged.measured <= judged.limit_value
        )
    )
