{{ config(unique_key='customer_id', surrogate_key='customer_sk') }}

with cleansed as (

    select
        {{ clean_code('customer_id') }} as customer_id,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        {{ clean_email('email') }} as email,
        {{ clean_text('phone') }} as phone,
        {{ clean_name('city') }} as city,
        lower(trim(country)) as country_alias,
        {{ clean_date('signup_date') }} as signup_date,
        coalesce({{ clean_boolean('marketing_consent') }}, false) as has_marketing_consent,
        last_modified_timestamp,
        _loaded_at,
        _loaded_at as _first_loaded_at,
        _source_file,
        _row_hash
    from {{ ref('bronze_customers') }}
    {% if is_incremental() -%}
    where _loaded_at > {{ high_water_mark('_loaded_at', late_arrival=none) }}
    {%- endif %}

)

select
    cleansed.customer_id,
    cleansed.first_name,
    cleansed.last_name,
    cleansed.email,
    cleansed.phone,
    cleansed.city,
    country.country_code,
    country.country_name,
    cleansed.signup_date,
    cleansed.has_marketing_consent,
    cleansed.last_modified_timestamp,
    cleansed._loaded_at,
    cleansed._first_loaded_at
from cleansed
left join {{ ref('country_aliases') }} as country on country.alias = cleansed.country_alias
where cleansed.customer_id is not null
qualify {{ is_latest_version('cleansed.customer_id') }}
