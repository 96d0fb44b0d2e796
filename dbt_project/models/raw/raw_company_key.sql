{{ config(alias='company_key') }}
-- One row per handle (number or name) of a company that was ever published, with the key it got then.
{% set files = [text(var('empty') ~ '/company_keys.parquet')] -%}
{%- if has_files(var('company_keys')) -%}{%- do files.append(text(var('company_keys'))) -%}{%- endif -%}
select *
from read_parquet([{{ files | join(', ') }}])
