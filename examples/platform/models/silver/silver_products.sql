{{ config(unique_key='product_id') }}

with {{ newest(source('lake', 'products'), 'product_id', 'updated_at', [
  'product_id', 'name', 'category', 'unit_price', 'updated_at'
]) }}

select
  product_id,
  trim(name) as product_name,
  lower(trim(category)) as category,
  unit_price,
  updated_at,
  ingest_date
from newest
