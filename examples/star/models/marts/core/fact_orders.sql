{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        on_schema_change='fail',
        indexes=[{'columns': ['order_date']}, {'columns': ['order_line_key'], 'unique': true}],
        post_hook='{% if not is_incremental() %}analyze {{ this }}{% endif %}',
    )
}}

-- Lines of completed orders. The shop closes its days: a run appends those after the newest that is here.
{%- if is_incremental() %}
{%- set newest = "(select coalesce(max(order_date), cast('1900-01-01' as date)) from " ~ this ~ ")" %}
{%- endif %}

with orders as (

    select order_id, customer_id, order_date, ordered_at, channel
    from {{ ref('stg_orders') }}
    where order_status = 'completed'
        {%- if is_incremental() %}
        and order_date > {{ newest }}
        {%- endif %}

),

items as (

    select order_id, product_id, order_date, quantity, unit_price, discount_amount
    from {{ ref('stg_order_items') }}
    {%- if is_incremental() %}
    where order_date > {{ newest }}
    {%- endif %}

)

select
    {{ dbt_utils.generate_surrogate_key(['orders.order_id', 'items.product_id']) }} as order_line_key,
    orders.order_id,
    customers.customer_key,
    products.product_key,
    dates.date_key,
    orders.order_date,
    orders.ordered_at,
    orders.channel,
    items.quantity,
    items.unit_price,
    items.quantity * items.unit_price as gross_amount,
    items.discount_amount,
    items.quantity * items.unit_price - items.discount_amount as net_amount
from orders
inner join items
    on orders.order_id = items.order_id
    and orders.order_date = items.order_date
-- The version of the customer that is current on the day of the order.
inner join {{ ref('dim_customers') }} as customers
    on orders.customer_id = customers.customer_id
    and orders.order_date >= customers.effective_date
    and orders.order_date < customers.expiration_date
inner join {{ ref('dim_products') }} as products on items.product_id = products.product_id
inner join {{ ref('dim_date') }} as dates on orders.order_date = dates.date_day
