{{ config(alias='delivery') }}
-- One row per delivery of a file, as the ledgers of all logs say.
select *
from {{ landed('deliveries', '*/ledger/deliveries.parquet') }}
