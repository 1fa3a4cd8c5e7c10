{{ config(unique_key='order_item_id') }}

with {{ newest(source('lake', 'order_items'), 'order_item_id', 'updated_at', [
  'order_item_id', 'order_id', 'product_id', 'quantity', 'unit_price', 'discount_amount', 'updated_at'
]) }}

select
  order_item_id,
  order_id,
  product_id,
  quantity,
  unit_price,
  coalesce(discount_amount, 0) as discount_amount,
  updated_at,
  ingest_date
from newest
