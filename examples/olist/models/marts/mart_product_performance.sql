with sales as (
    select
        items.product_key,
        cast(min(items.purchased_at) as date) as first_sale_date,
        cast(max(items.purchased_at) as date) as last_sale_date,
        cast(count(*) as bigint) as num_units,
        cast(count(distinct items.order_key) as bigint) as num_orders,
        cast(count(distinct items.seller_key) as bigint) as num_sellers,
        cast(count(*) filter (where items.is_canceled) as bigint) as num_canceled_units,
        cast(count(*) filter (where cast(items.purchased_at as date) > {{ add_to('as_of.as_of_date', 'day', -90) }}) as bigint) as num_units_last_90_days,
        cast(count(*) filter (
            where cast(items.purchased_at as date) > {{ add_to('as_of.as_of_date', 'day', -180) }}
                and cast(items.purchased_at as date) <= {{ add_to('as_of.as_of_date', 'day', -90) }}
        ) as bigint) as num_units_previous_90_days,
        {{ total('items.revenue_amount') }} as revenue_amount,
        {{ average_amount('sum(items.price_amount)', 'count(*)') }} as average_price_amount,
        {{ average_amount('sum(items.freight_amount)', 'count(*)') }} as average_freight_amount,
        {{ ratio('sum(orders.review_score)', 'count(orders.review_score)', 2) }} as average_review_score
    from {{ ref('fact_order_items') }} as items
    inner join {{ ref('fact_orders') }} as orders on items.order_key = orders.order_key
    cross join {{ ref('int_as_of') }} as as_of
    group by items.product_key
),

ranked as (
    select
        *,
        row_number() over (order by revenue_amount desc, product_key) as revenue_rank,
        sum(revenue_amount) over (order by revenue_amount desc, product_key rows unbounded preceding) as running_amount,
        sum(revenue_amount) over () as all_amount
    from sales
)

select
    ranked.product_key,
    product.product_id,
    product.category_key,
    product.category_name_english,
    ranked.first_sale_date,
    ranked.last_sale_date,
    ranked.num_units,
    ranked.num_orders,
    ranked.num_sellers,
    ranked.num_canceled_units,
    ranked.num_units_last_90_days,
    ranked.num_units_previous_90_days,
    ranked.revenue_amount,
    ranked.average_price_amount,
    ranked.average_freight_amount,
    ranked.average_review_score,
    cast(ranked.revenue_rank as bigint) as revenue_rank,
    {{ ratio('ranked.running_amount', 'ranked.all_amount', 6) }} as cumulative_revenue_rate,
    -- A: what brings the first 80 % of revenue (with the product that crosses the line), B: up to 95 %, C: the rest.
    case
        when ranked.running_amount - ranked.revenue_amount < 0.80 * ranked.all_amount then 'A'
        when ranked.running_amount - ranked.revenue_amount < 0.95 * ranked.all_amount then 'B'
        else 'C'
    end as abc_class,
    case
        when ranked.num_units_last_90_days = 0 and ranked.num_units_previous_90_days = 0 then 'INACTIVE'
        when ranked.first_sale_date > {{ add_to('as_of.as_of_date', 'day', -90) }} then 'INTRODUCTION'
        when ranked.num_units_last_90_days > 1.2 * ranked.num_units_previous_90_days then 'GROWTH'
        when ranked.num_units_last_90_days < 0.8 * ranked.num_units_previous_90_days then 'DECLINE'
        else 'MATURITY'
    end as lifecycle_stage
from ranked
inner join {{ ref('dim_product') }} as product on ranked.product_key = product.product_key
cross join {{ ref('int_as_of') }} as as_of
