{{ config(unique_key='event_id') }}

with {{ newest(source('lake', 'events'), 'event_id', 'occurred_at', [
  'event_id', 'session_id', 'customer_id', 'product_id', 'event_type', 'device', 'occurred_at'
]) }}

select
  event_id,
  session_id,
  customer_id,
  product_id,
  lower(trim(event_type)) as event_type,
  lower(trim(device)) as device,
  occurred_at,
  ingest_date
from newest
