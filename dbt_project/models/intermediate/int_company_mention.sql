-- One row per current record that may name a company: its name and number as written, and what else it says.
with mention as (
    {% for log, fact in var('logs').items() if fact.company_column or fact.number_column -%}
    select
        '{{ log }}' as log,
        record_id,
        {{ fact.company_column or 'cast(null as varchar)' }} as name,
        {{ fact.number_column or 'cast(null as varchar)' }} as corporate_number,
        cast({{ fact.kind_column or 'null' }} as varchar) as kind,
        {{ 'ward' if 'ward' in fact.has else 'cast(null as varchar)' }} as ward,
        {{ 'industry' if 'industry' in fact.has else 'cast(null as varchar)' }} as industry,
        _delivered_at as delivered_at,
        _delivery as delivery,
        _position as position
    from {{ ref('stg_' ~ log) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

choosy_log as (
    select distinct log
    from {{ ref('party_kinds') }}
    where not cast(is_company as boolean)
)

select
    mention.*,
    coalesce(cast(party.is_organisation as boolean), false) as is_organisation
from mention
left join {{ ref('party_kinds') }} as party
    on mention.log = party.log and mention.kind = party.code
left join choosy_log
    on mention.log = choosy_log.log
where
    (mention.name is not null or mention.corporate_number is not null)
    and (
        mention.corporate_number is not null
        or choosy_log.log is null
        or coalesce(cast(party.is_company as boolean), false)
    )
