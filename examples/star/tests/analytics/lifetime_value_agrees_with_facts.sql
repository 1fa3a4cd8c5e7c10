-- Revenue and orders of all customers are those of the facts.
with facts as (

    select sum(net_amount) as revenue, count(distinct order_id) as num_orders from {{ ref('fact_orders') }}

),

lifetimes as (

    select sum(total_revenue) as revenue, sum(total_orders) as num_orders from {{ ref('customer_lifetime_value') }}

)

select facts.revenue, lifetimes.revenue as lifetime_revenue, facts.num_orders, lifetimes.num_orders as lifetime_num_orders
from facts
cross join lifetimes
where facts.revenue <> lifetimes.revenue or facts.num_orders <> lifetimes.num_orders
