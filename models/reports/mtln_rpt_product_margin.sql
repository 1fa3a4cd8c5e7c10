with sold as (

    select
        dim_product_sk,
        sum(quantity) as quantity,
        sum(revenue) as revenue
    from {{ ref('mtln_fact_sales') }}
    group by dim_product_sk

),

margins as (

    select
        product.dim_product_sk,
        product.product_id,
        product.product_name,
        product.category,
        product.brand,
        coalesce(sold.quantity, 0) as quantity,
        coalesce(sold.revenue, 0) as revenue,
        cast(coalesce(sold.quantity, 0) * product.unit_cost as decimal(18, 2)) as cost_of_goods
    from {{ ref('mtln_dim_product') }} as product
    left join sold on sold.dim_product_sk = product.dim_product_sk
    where product.dim_product_sk > 0

)

select
    product_id,
    product_name,
    category,
    brand,
    quantity,
    revenue,
    cost_of_goods,
    cast(revenue - cost_of_goods as decimal(18, 2)) as margin,
    {{ safe_divide('revenue - cost_of_goods', 'revenue') }} as margin_rate,
    rank() over (order by revenue desc, dim_product_sk) as sales_rank,
    rank() over (partition by category order by revenue desc, dim_product_sk) as sales_rank_in_category,
    rank() over (order by revenue desc, dim_product_sk) <= 10 as is_best_seller
from margins
