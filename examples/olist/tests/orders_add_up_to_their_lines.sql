with lines as (
    select order_key, count(*) as num_items, sum(gmv_amount) as gmv_amount, sum(revenue_amount) as revenue_amount
    from {{ ref('fact_order_items') }}
    group by order_key
)

select orders.order_key
from {{ ref('fact_orders') }} as orders
left join lines on orders.order_key = lines.order_key
where orders.num_items <> coalesce(lines.num_items, 0)
    or orders.gmv_amount <> coalesce(lines.gmv_amount, 0)
    or orders.revenue_amount <> coalesce(lines.revenue_amount, 0)
