-- One row for each current customer.
select coalesce(customers.customer_id, lifetimes.customer_id) as customer_id
from (select customer_id from {{ ref('dim_customers') }} where is_current) as customers
full outer join {{ ref('customer_lifetime_value') }} as lifetimes on customers.customer_id = lifetimes.customer_id
where customers.customer_id is null or lifetimes.customer_id is null
