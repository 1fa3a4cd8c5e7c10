with revenues as (

    select
        dim_customer_sk,
        sum(revenue) as lifetime_revenue
    from {{ ref('mtln_fact_sales') }}
    group by dim_customer_sk

),

customers as (

    select
        customer.dim_customer_sk,
        customer.customer_id,
        customer.full_name,
        customer.country_name,
        coalesce(revenues.lifetime_revenue, 0) as lifetime_revenue
    from {{ ref('mtln_dim_customer') }} as customer
    left join revenues on revenues.dim_customer_sk = customer.dim_customer_sk
    where customer.dim_customer_sk > 0

),

ranked as (

    select
        *,
        -- 0 is the customer with the greatest revenue, 1 the one with the least
        percent_rank() over (order by lifetime_revenue desc, dim_customer_sk) as revenue_rank
    from customers

)

select
    ranked.customer_id,
    ranked.full_name,
    ranked.country_name,
    ranked.lifetime_revenue,
    case
        when ranked.revenue_rank < 0.05 then 'Platinum'
        when ranked.revenue_rank < 0.2 then 'Gold'
        when ranked.revenue_rank < 0.5 then 'Silver'
        else 'Bronze'
    end as tier,
    band.value_band
from ranked
left join {{ ref('value_bands') }} as band
    on ranked.lifetime_revenue >= coalesce(band.revenue_from, ranked.lifetime_revenue)
    and ranked.lifetime_revenue < coalesce(band.revenue_below, ranked.lifetime_revenue + 1)
