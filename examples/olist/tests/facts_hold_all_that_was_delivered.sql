-- Rows and amounts of staging and of the facts are the same.
with delivered as (
    select 'order items' as fact, count(*) as num_rows, sum(price_amount + freight_amount) as amount from {{ ref('stg_order_items') }}
    union all
    select 'payments', count(*), sum(payment_amount) from {{ ref('stg_order_payments') }}
    union all
    select 'reviews', count(*), sum(review_score) from {{ ref('stg_order_reviews') }}
    union all
    select 'orders', count(*), (select sum(payment_amount) from {{ ref('stg_order_payments') }}) from {{ ref('stg_orders') }}
),

held as (
    select 'order items' as fact, count(*) as num_rows, sum(gmv_amount) as amount from {{ ref('fact_order_items') }}
    union all
    select 'payments', count(*), sum(payment_amount) from {{ ref('fact_payments') }}
    union all
    select 'reviews', count(*), sum(review_score) from {{ ref('fact_reviews') }}
    union all
    select 'orders', count(*), sum(payment_amount) from {{ ref('fact_orders') }}
)

select delivered.fact
from delivered
inner join held on delivered.fact = held.fact
where delivered.num_rows <> held.num_rows or delivered.amount <> held.amount
