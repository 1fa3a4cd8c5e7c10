{#- What customers have brought, how they compare (RFM), and what the next year may bring. -#}
{{ config(
    materialized='table',
    partition_by={'field': 'last_order_date', 'data_type': 'date', 'granularity': 'month'},
    cluster_by=['rfm_segment']
) }}

with ranked as (

    select
        customer_id,
        full_name,
        country,
        first_channel as acquisition_channel,
        date(first_order_at) as first_order_date,
        date(last_order_at) as last_order_date,
        days_since_last_order,
        num_orders,
        total_revenue,
        avg_order_value,
        refund_rate,
        date_diff(current_date(), date(first_order_at), day) + 1 as customer_age_days,
        ntile(5) over (order by last_order_at, customer_id) as recency_quintile,
        ntile(5) over (order by num_orders, last_order_at, customer_id) as frequency_quintile,
        ntile(5) over (order by total_revenue, customer_id) as monetary_quintile
    from {{ ref('stg_customer_360') }}
    where is_customer and last_activity_date > '1900-01-01'

)

select
    customer_id,
    full_name,
    country,
    acquisition_channel,
    first_order_date,
    last_order_date,
    days_since_last_order,
    num_orders,
    total_revenue,
    avg_order_value,
    refund_rate,
    customer_age_days,
    recency_quintile,
    frequency_quintile,
    monetary_quintile,
    concat(cast(recency_quintile as string), cast(frequency_quintile as string), cast(monetary_quintile as string)) as rfm_cell,
    case
        when recency_quintile >= 4 and frequency_quintile >= 4 and monetary_quintile >= 4 then 'champions'
        when frequency_quintile >= 4 then 'loyal'
        when recency_quintile >= 4 then 'recent'
        when recency_quintile <= 2 and monetary_quintile >= 4 then 'at_risk'
        when recency_quintile = 1 then 'lost'
        else 'regular'
    end as rfm_segment,
    {#- A customer of a month is not taken for one that goes on like that all year. #}
    cast(round(total_revenue * 365 / greatest(customer_age_days, 90) * (1 - refund_rate) * exp(-coalesce(days_since_last_order, 365) / 180), 2) as numeric) as predicted_revenue_12m
from ranked
