with purchases as (

    select
        sales.dim_customer_sk,
        max(calendar.date_day) as last_order_date,
        -- the lines of an order share their time
        count(distinct cast(sales.dim_date_sk as bigint) * 1000000 + sales.dim_time_sk) as orders,
        sum(sales.revenue) as revenue
    from {{ ref('mtln_fact_sales') }} as sales
    join {{ ref('mtln_dim_date') }} as calendar on calendar.dim_date_sk = sales.dim_date_sk
    where sales.dim_customer_sk > 0
    group by sales.dim_customer_sk

),

measured as (

    select
        *,
        {{ dbt.datediff('last_order_date', '(select max(last_order_date) from purchases)', 'day') }} as recency_days
    from purchases

),

scored as (

    select
        *,
        ntile(5) over (order by recency_days desc, dim_customer_sk) as recency_score,
        ntile(5) over (order by orders, dim_customer_sk) as frequency_score,
        ntile(5) over (order by revenue, dim_customer_sk) as monetary_score
    from measured

)

select
    customer.customer_id,
    customer.full_name,
    scored.last_order_date,
    scored.recency_days,
    scored.orders,
    scored.revenue,
    scored.recency_score,
    scored.frequency_score,
    scored.monetary_score,
    case
        when scored.recency_score >= 4 and scored.frequency_score >= 4 and scored.monetary_score >= 4 then 'Champions'
        when scored.recency_score >= 3 then 'Loyal'
        when scored.frequency_score >= 3 or scored.monetary_score >= 3 then 'At Risk'
        else 'Lost'
    end as rfm_segment
from scored
join {{ ref('mtln_dim_customer') }} as customer on customer.dim_customer_sk = scored.dim_customer_sk
