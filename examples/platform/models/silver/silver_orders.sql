{{ config(unique_key='order_id') }}

with {{ newest(source('lake', 'orders'), 'order_id', 'updated_at', [
  'order_id', 'customer_id', 'status', 'channel', 'ordered_at', 'shipped_at', 'updated_at'
]) }}

select
  order_id,
  customer_id,
  lower(trim(status)) as status,
  lower(trim(channel)) as channel,
  ordered_at,
  -- Nothing is shipped before it was ordered: a clock that runs behind says nothing.
  case when shipped_at >= ordered_at then shipped_at end as shipped_at,
  updated_at,
  ingest_date
from newest
