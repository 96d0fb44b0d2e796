-- Every measured row names its file and row.
select *
from {{ ref('measurement') }}
where file is null or row_number is null
