{{ config(alias='closed_year') }}
-- One row per thing that a closed year's snapshot said of it, with the time it was closed, and reopened.
{% set files = [text(var('empty') ~ '/closed_year.parquet')] -%}
{%- if has_files(var('closed_years')) -%}{%- do files.append(text(var('closed_years'))) -%}{%- endif -%}
select *
from read_parquet([{{ files | join(', ') }}])
