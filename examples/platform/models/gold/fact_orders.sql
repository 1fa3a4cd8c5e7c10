{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='order_item_id') }}

-- Order lines. A line is written again when it or its order has changed, whenever that reached the lake.
with lines as (
  select
    items.order_item_id,
    items.order_id,
    orders.customer_id,
    items.product_id,
    orders.status,
    orders.channel,
    orders.ordered_at,
    orders.shipped_at,
    items.quantity,
    items.unit_price,
    items.discount_amount,
    greatest(items.updated_at, orders.updated_at) as changed_at,
    greatest(items.ingest_date, orders.ingest_date) as ingest_date
  from {{ ref('silver_order_items') }} as items
  inner join {{ ref('silver_orders') }} as orders on orders.order_id = items.order_id
  {%- if is_incremental() %}
  where greatest(items.ingest_date, orders.ingest_date) > {{ high_water_mark('ingest_date', late_arrival=var('late_arrival')) }}
    and not exists (
      select 1
      from {{ this }} as had
      where had.order_item_id = items.order_item_id
        and had.changed_at >= greatest(items.updated_at, orders.updated_at)
    )
  {%- endif %}
)

select
  lines.order_item_id,
  lines.order_id,
  customers.customer_key,
  products.product_key,
  dates.date_key as order_date_key,
  lines.status,
  lines.channel,
  lines.ordered_at,
  lines.shipped_at,
  lines.status = 'cancelled' as is_cancelled,
  lines.quantity,
  lines.unit_price,
  cast(lines.quantity * lines.unit_price as numeric(14, 2)) as gross_amount,
  lines.discount_amount,
  cast(lines.quantity * lines.unit_price - lines.discount_amount as numeric(14, 2)) as net_amount,
  lines.changed_at,
  lines.ingest_date
from lines
left join {{ ref('dim_customers') }} as customers
  on customers.customer_id = lines.customer_id
  and lines.ordered_at >= customers.effective_from
  and lines.ordered_at < customers.effective_to
left join {{ ref('dim_products') }} as products on products.product_id = lines.product_id
left join {{ ref('dim_date') }} as dates on dates.date_day = cast(lines.ordered_at as date)
