-- One row a customer. Recency is counted from the newest day in the facts, so that the same facts give the same table.
with customers as (

    select * from {{ ref('dim_customers') }} where is_current

),

purchases as (

    select
        versions.customer_id,
        sum(lines.net_amount) as total_revenue,
        count(distinct lines.order_id) as total_orders,
        min(lines.order_date) as first_order_date,
        max(lines.order_date) as last_order_date
    from {{ ref('fact_orders') }} as lines
    inner join {{ ref('dim_customers') }} as versions on lines.customer_key = versions.customer_key
    group by versions.customer_id

),

visits as (

    select customer_id, count(distinct session_id) as num_visits
    from {{ ref('stg_events') }}
    where customer_id is not null
    group by customer_id

),

newest as (

    select max(order_date) as order_date from {{ ref('fact_orders') }}

),

measures as (

    select
        customers.customer_id,
        customers.customer_key,
        customers.customer_segment,
        customers.signup_date,
        cast(coalesce(purchases.total_revenue, 0) as numeric(14, 2)) as total_revenue,
        cast(coalesce(purchases.total_orders, 0) as integer) as total_orders,
        cast(purchases.total_revenue / purchases.total_orders as numeric(14, 2)) as avg_order_value,
        purchases.first_order_date,
        purchases.last_order_date,
        coalesce({{ dbt.datediff('purchases.first_order_date', 'purchases.last_order_date', 'day') }}, 0) as customer_lifetime_days,
        {{ dbt.datediff('purchases.last_order_date', 'newest.order_date', 'day') }} as days_since_last_order,
        cast(coalesce(visits.num_visits, 0) as integer) as num_visits
    from customers
    cross join newest
    left join purchases on customers.customer_id = purchases.customer_id
    left join visits on customers.customer_id = visits.customer_id

)

select
    *,
    case
        when total_revenue >= 20000 then 'high'
        when total_revenue >= 5000 then 'medium'
        when total_revenue > 0 then 'low'
        else 'none'
    end as value_segment,
    case
        when days_since_last_order <= 3 then 'active'
        when days_since_last_order <= 10 then 'cooling'
        when days_since_last_order is not null then 'lapsed'
        else 'never'
    end as recency_segment,
    case
        when total_orders >= 30 then 'frequent'
        when total_orders >= 10 then 'regular'
        when total_orders >= 1 then 'occasional'
        else 'none'
    end as frequency_segment
from measures
