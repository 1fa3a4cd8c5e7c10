with lines as (

    select
        *,
        cast(quantity * unit_price - discount_amount as decimal(18, 2)) as revenue
    from {{ ref('silver_sales') }}

)

select
    coalesce(customer.dim_customer_sk, -1) as dim_customer_sk,
    coalesce(product.dim_product_sk, -1) as dim_product_sk,
    case when lines.campaign_id is null then -2 else coalesce(campaign.dim_campaign_sk, -1) end as dim_campaign_sk,
    {{ date_key('lines.order_timestamp') }} as dim_date_sk,
    {{ time_key('lines.order_timestamp') }} as dim_time_sk,
    lines.quantity,
    lines.unit_price,
    lines.discount_amount,
    lines.tax_amount,
    cast(lines.revenue + lines.tax_amount as decimal(18, 2)) as line_total,
    lines.revenue
from lines
left join {{ ref('mtln_dim_customer') }} as customer on customer.customer_id = lines.customer_id
left join {{ ref('mtln_dim_product') }} as product on product.product_id = lines.product_id
left join {{ ref('mtln_dim_campaign') }} as campaign on campaign.campaign_id = lines.campaign_id
