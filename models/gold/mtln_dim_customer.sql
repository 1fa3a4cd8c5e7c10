select
    customer_sk as dim_customer_sk,
    customer_id,
    first_name,
    last_name,
    first_name || ' ' || last_name as full_name,
    email,
    email is not null as has_valid_email,
    phone,
    coalesce(city, 'Unknown') as city,
    country_code,
    coalesce(country_name, 'Unknown') as country_name,
    signup_date,
    has_marketing_consent
from {{ ref('silver_customers') }}

union all

select -1, 'UNKNOWN', null, null, 'Unknown customer', null, false, null, 'Unknown', null, 'Unknown', null, false
