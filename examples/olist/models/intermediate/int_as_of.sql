-- The day that the export knows: the latest purchase. "Today" of all that is counted in days, so that a build of an old export is the old build.
select
    cast(max(purchased_at) as date) as as_of_date,
    cast(min(purchased_at) as date) as first_date
from {{ ref('stg_orders') }}
