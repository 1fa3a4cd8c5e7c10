{#- Orders as they are now. Tests of the shop are left out; what was first told of an order, and when, stays known. -#}
{{ config(
    materialized='incremental',
    unique_key='order_id',
    partition_by={'field': 'order_date', 'data_type': 'date'},
    cluster_by=['shopify_customer_id']
) }}

with delivered as (

    select
        cast(id as string) as order_id,
        cast(customer.id as string) as shopify_customer_id,
        created_at as ordered_at,
        date(created_at) as order_date,
        currency,
        total_price as revenue,
        cast(round(total_price * 100) as int64) as revenue_cents,
        total_tax as tax_amount,
        total_discounts as discount_amount,
        financial_status,
        financial_status = 'refunded' as is_refunded,
        (select min(r.created_at) from unnest(refunds) as r) as refunded_at,
        cancelled_at is not null as is_cancelled,
        source_name,
        array_length(line_items) as num_lines,
        (select sum(l.quantity) from unnest(line_items) as l) as num_units,
        (select min(l.title) from unnest(line_items) as l) as first_product_title,
        (select count(distinct l.product_id) from unnest(line_items) as l) as num_products,
        updated_at,
        delivery_date,
        min(delivery_date) over (partition by id) as first_delivery_date
    from {{ ref('bronze_shopify_orders') }}
    where not test
        and total_price >= 0
        and delivery_date >= '1900-01-01'
        {%- if is_incremental() %}
        and delivery_date > '{{ last_delivery_of_this() }}'
        {%- endif %}
    qualify row_number() over (partition by id order by updated_at desc, delivery_date desc) = 1

)

{%- if not is_incremental() %}

select * from delivered
{%- else %}

select
    d.* except (first_delivery_date),
    coalesce(least(d.first_delivery_date, known.first_delivery_date), d.first_delivery_date) as first_delivery_date
from delivered as d
left join {{ this }} as known on known.order_id = d.order_id
where known.order_id is null or d.updated_at >= known.updated_at
{%- endif %}
