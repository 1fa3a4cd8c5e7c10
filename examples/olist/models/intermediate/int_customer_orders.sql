-- One row a customer: everything that the marts on customers count. Days are counted to the day of the export.
select
    orders.customer_key,
    as_of.as_of_date,
    cast(min(orders.purchased_at) as date) as first_order_date,
    cast(max(orders.purchased_at) as date) as last_order_date,
    as_of.as_of_date - cast(min(orders.purchased_at) as date) as num_days_since_first_order,
    as_of.as_of_date - cast(max(orders.purchased_at) as date) as num_days_since_last_order,
    cast(max(orders.purchased_at) as date) - cast(min(orders.purchased_at) as date) as num_days_active,
    cast(count(*) as bigint) as num_orders,
    cast(count(*) filter (where not orders.is_canceled) as bigint) as num_valid_orders,
    cast(count(*) filter (where orders.is_canceled) as bigint) as num_canceled_orders,
    cast(count(*) filter (where not orders.is_on_time) as bigint) as num_late_orders,
    {{ count_of('orders.num_items') }} as num_items,
    {{ total('orders.revenue_amount') }} as revenue_amount,
    {{ total('orders.freight_amount') }} as freight_amount,
    cast(count(orders.review_score) as bigint) as num_reviews,
    {{ ratio('sum(orders.review_score)', 'count(orders.review_score)', 2) }} as average_review_score
from {{ ref('fact_orders') }} as orders
cross join {{ ref('int_as_of') }} as as_of
group by orders.customer_key, as_of.as_of_date
