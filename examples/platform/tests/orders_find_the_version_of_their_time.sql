select fact.order_item_id, fact.ordered_at, customers.effective_from, customers.effective_to
from {{ ref('fact_orders') }} as fact
inner join {{ ref('dim_customers') }} as customers on customers.customer_key = fact.customer_key
where fact.ordered_at < customers.effective_from or fact.ordered_at >= customers.effective_to
