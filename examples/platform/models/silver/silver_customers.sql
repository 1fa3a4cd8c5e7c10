{{ config(unique_key='customer_id') }}

with {{ newest(source('lake', 'customers'), 'customer_id', 'updated_at', [
  'customer_id', 'full_name', 'email', 'phone', 'country_code', 'segment', 'created_at', 'updated_at'
]) }}

select
  customer_id,
  {{ clean_name('full_name') }} as full_name,
  {{ clean_email('email') }} as email,
  nullif(trim(phone), '') as phone,
  upper(trim(country_code)) as country_code,
  lower(trim(segment)) as segment,
  created_at,
  updated_at,
  ingest_date
from newest
