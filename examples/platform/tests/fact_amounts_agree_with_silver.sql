with silver as (
  select sum(quantity * unit_price - discount_amount) as amount from {{ ref('silver_order_items') }}
),

fact as (
  select sum(net_amount) as amount from {{ ref('fact_orders') }}
)

select silver.amount as silver_amount, fact.amount as fact_amount
from silver
cross join fact
where silver.amount <> fact.amount
