-- Versions of customers (SCD type 2). The first one holds from the sign-up on, so that every order finds its version.
with versions as (
  select
    *,
    row_number() over (partition by customer_id order by dbt_valid_from) as version_number
  from {{ ref('customer_history') }}
)

select
  {{ dbt_utils.generate_surrogate_key(['customer_id', 'version_number']) }} as customer_key,
  customer_id,
  version_number,
  full_name,
  email,
  email is not null as has_email,
  phone,
  country_code,
  segment,
  created_at as signed_up_at,
  case when version_number = 1 then least(created_at, dbt_valid_from) else dbt_valid_from end as effective_from,
  coalesce(dbt_valid_to, cast('9999-12-31' as timestamp)) as effective_to,
  dbt_valid_to is null as is_current
from versions
