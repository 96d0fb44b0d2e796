-- One row per delivered file and rule of machine-readability that it breaks.
with broken as (
    select
        log,
        file,
        sha256,
        unnest(
            from_json(
                advice,
                '[{"rule_id":"VARCHAR","rule_ja":"VARCHAR","rule_en":"VARCHAR",'
                || '"evidence_ja":"VARCHAR","evidence_en":"VARCHAR"}]'
            )
        ) as rule
    from {{ ref('stg_delivery') }}
    where status = 'landed' and advice is not null
)

select
    log,
    file,
    sha256,
    struct_extract(rule, 'rule_id') as rule_id,
    struct_extract(rule, 'rule_ja') as rule_ja,
    struct_extract(rule, 'rule_en') as rule_en,
    struct_extract(rule, 'evidence_ja') as evidence_ja,
    struct_extract(rule, 'evidence_en') as evidence_en
from broken
