-- One row per way a company's name is written: the key by which names are compared, null for a name that names nobody.
{% set written = "select distinct name from " ~ ref('int_company_mention') ~ " where name is not null" -%}
select
    name,
    has_legal_form,
    name_key
from ({{ company_name_keys(written) }}) as keyed
