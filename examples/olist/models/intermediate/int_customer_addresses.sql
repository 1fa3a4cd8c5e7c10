{{ config(materialized='table', post_hook='{{ gather_statistics() }}') }}

-- Each row of customers is an order's: a person's address is that of the latest order.
select
    customers.customer_id,
    customers.order_customer_id,
    customers.zip_code_prefix,
    orders.order_id,
    orders.purchased_at,
    row_number() over (
        partition by customers.customer_id order by orders.purchased_at desc, orders.order_id desc
    ) as recency_rank,
    row_number() over (
        partition by customers.customer_id order by orders.purchased_at, orders.order_id
    ) as order_sequence
from {{ ref('stg_customers') }} as customers
inner join {{ ref('stg_orders') }} as orders on customers.order_customer_id = orders.order_customer_id
