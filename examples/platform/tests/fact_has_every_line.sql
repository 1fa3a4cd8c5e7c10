select items.order_item_id
from {{ ref('silver_order_items') }} as items
full outer join {{ ref('fact_orders') }} as fact on fact.order_item_id = items.order_item_id
where items.order_item_id is null or fact.order_item_id is null
