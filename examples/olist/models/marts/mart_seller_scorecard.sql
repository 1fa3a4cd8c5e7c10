with lines as (
    select
        items.seller_key,
        cast(count(*) as bigint) as num_items,
        cast(count(distinct items.order_key) as bigint) as num_orders,
        cast(count(distinct items.customer_key) as bigint) as num_customers,
        cast(count(distinct items.product_key) as bigint) as num_products,
        {{ total('items.revenue_amount') }} as revenue_amount,
        {{ ratio('count(*) filter (where items.is_dispatched_on_time)', 'count(items.is_dispatched_on_time)') }} as dispatch_on_time_rate,
        {{ ratio('count(*) filter (where orders.is_on_time)', 'count(orders.is_on_time)') }} as delivery_on_time_rate,
        {{ ratio('count(*) filter (where items.is_canceled)', 'count(*)') }} as cancellation_rate,
        {{ ratio('sum(orders.review_score)', 'count(orders.review_score)', 2) }} as average_review_score,
        {{ ratio('sum(items.distance_km)', 'count(items.distance_km)', 1) }} as average_distance_km
    from {{ ref('fact_order_items') }} as items
    inner join {{ ref('fact_orders') }} as orders on items.order_key = orders.order_key
    group by items.seller_key
),

scored as (
    select
        *,
        -- Out of 100: 40 for reviews, 25 for dispatch, 20 for delivery, 15 for not canceling. Who has no figure gets the middle.
        {{ rounded("
            40 * (coalesce(average_review_score, 3) - 1) / 4.0
            + 25 * coalesce(dispatch_on_time_rate, 0.5)
            + 20 * coalesce(delivery_on_time_rate, 0.5)
            + 15 * (1 - coalesce(cancellation_rate, 0))", 1) }} as seller_score
    from lines
)

select
    scored.seller_key,
    seller.seller_id,
    seller.city,
    seller.state,
    seller.region,
    seller.first_sale_date,
    seller.last_sale_date,
    scored.num_items,
    scored.num_orders,
    scored.num_customers,
    scored.num_products,
    scored.revenue_amount,
    {{ average_amount('scored.revenue_amount', 'scored.num_orders') }} as average_order_value_amount,
    scored.dispatch_on_time_rate,
    scored.delivery_on_time_rate,
    scored.cancellation_rate,
    scored.average_review_score,
    scored.average_distance_km,
    scored.seller_score,
    -- Good figures of a handful of orders are luck.
    case
        when scored.seller_score >= 85 and scored.num_orders >= 50 then 'Platinum'
        when scored.seller_score >= 78 and scored.num_orders >= 20 then 'Gold'
        when scored.seller_score >= 70 and scored.num_orders >= 5 then 'Silver'
        else 'Bronze'
    end as seller_tier
from scored
inner join {{ ref('dim_seller') }} as seller on scored.seller_key = seller.seller_key
