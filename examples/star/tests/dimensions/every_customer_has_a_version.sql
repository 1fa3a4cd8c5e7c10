-- The dimension has the customers of staging, all of them and no others.
select coalesce(staged.customer_id, versions.customer_id) as customer_id
from (select distinct customer_id from {{ ref('stg_customers') }}) as staged
full outer join (select distinct customer_id from {{ ref('dim_customers') }}) as versions
    on staged.customer_id = versions.customer_id
where staged.customer_id is null or versions.customer_id is null
