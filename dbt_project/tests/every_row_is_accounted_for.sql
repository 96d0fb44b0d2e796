-- accepted + rejected + skipped = rows read, for every landed file.
select
    log,
    file
from {{ ref('file') }}
where status = 'landed' and accepted + rejected + skipped != rows_read
