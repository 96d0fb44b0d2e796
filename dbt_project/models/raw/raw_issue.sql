{{ config(alias='issue') }}
-- One row per finding of ingest: rejected rows, doubtful cells, skipped rows.
-- The log is the folder it landed in, for the same bytes may lie in two.
select
    *,
    parse_path(filename)[-3] as log
from {{ landed('issues', '*/issues/*.parquet') }}
