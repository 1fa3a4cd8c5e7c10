-- Customers by the month of their first order, and what they did in each month since.
with orders as (
    select
        orders.customer_key,
        {{ first_day('month', 'orders.purchased_at') }} as order_month,
        {{ first_day('month', 'customers.first_order_date') }} as cohort_month,
        orders.revenue_amount
    from {{ ref('fact_orders') }} as orders
    inner join {{ ref('int_customer_orders') }} as customers on orders.customer_key = customers.customer_key
),

sizes as (
    select
        cohort_month,
        cast(count(distinct customer_key) as bigint) as num_customers
    from orders
    group by cohort_month
),

active as (
    select
        cohort_month,
        order_month,
        cast(count(distinct customer_key) as bigint) as num_active_customers,
        cast(count(*) as bigint) as num_orders,
        {{ total('revenue_amount') }} as revenue_amount
    from orders
    group by cohort_month, order_month
),

dense as (
    select
        sizes.cohort_month,
        months.order_month,
        sizes.num_customers,
        cast({{ dbt.datediff('sizes.cohort_month', 'months.order_month', 'month') }} as integer) as num_months_since_first,
        months.is_current_month,
        coalesce(active.num_active_customers, 0) as num_active_customers,
        coalesce(active.num_orders, 0) as num_orders,
        {{ amount('active.revenue_amount') }} as revenue_amount
    from sizes
    inner join {{ ref('int_months') }} as months on months.order_month >= sizes.cohort_month
    left join active on sizes.cohort_month = active.cohort_month and months.order_month = active.order_month
)

select
    {{ key_of(['cohort_month', 'order_month']) }} as cohort_analysis_key,
    *,
    {{ ratio('num_active_customers', 'num_customers', 6) }} as retention_rate,
    cast(sum(revenue_amount) over (partition by cohort_month order by order_month) as numeric(18, 2)) as revenue_to_date_amount,
    {{ average_amount('sum(revenue_amount) over (partition by cohort_month order by order_month)', 'num_customers') }} as revenue_per_customer_amount
from dense
