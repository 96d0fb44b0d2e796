{{ config(alias='origin') }}
-- One row per delivered row that corrects a refused one, as its workbook says.
select *
from {{ landed('origins', '*/origins/*.parquet') }}
