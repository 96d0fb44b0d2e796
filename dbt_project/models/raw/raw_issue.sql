{{ config(alias='issue') }}
-- One row per finding of ingest: rejected rows, doubtful cells, skipped rows.
select *
from {{ landed('issues', '*/issues/*.parquet') }}
