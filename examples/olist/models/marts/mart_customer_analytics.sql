{%- set fifth = "cast(ntile(5) over (order by " -%}

with scored as (
    select
        *,
        -- Five is best. Ties are broken by the key, so that every build makes the same fifths.
        {{ fifth }} num_days_since_last_order desc, customer_key) as integer) as recency_score,
        -- Nearly everybody buys once: fifths would be drawn by lot.
        case
            when num_valid_orders >= 5 then 5
            when num_valid_orders = 4 then 4
            when num_valid_orders = 3 then 3
            when num_valid_orders = 2 then 2
            else 1
        end as frequency_score,
        {{ fifth }} revenue_amount, customer_key) as integer) as monetary_score
    from {{ ref('int_customer_orders') }}
)

select
    scored.customer_key,
    customer.customer_id,
    customer.city,
    customer.state,
    customer.region,
    scored.first_order_date,
    scored.last_order_date,
    scored.num_days_since_last_order,
    scored.num_orders,
    scored.num_valid_orders,
    scored.num_items,
    scored.revenue_amount,
    {{ average_amount('scored.revenue_amount', 'scored.num_valid_orders') }} as average_order_value_amount,
    scored.average_review_score,
    scored.recency_score,
    scored.frequency_score,
    scored.monetary_score,
    case
        when scored.recency_score >= 4 and scored.frequency_score >= 2 and scored.monetary_score >= 4 then 'Champions'
        when scored.frequency_score >= 2 and scored.recency_score >= 3 then 'Loyal'
        when scored.recency_score >= 4 and scored.monetary_score >= 4 then 'Promising'
        when scored.recency_score >= 4 then 'Recent'
        when scored.recency_score >= 2 and (scored.frequency_score >= 2 or scored.monetary_score >= 4) then 'At Risk'
        when scored.recency_score >= 2 then 'Hibernating'
        else 'Lost'
    end as rfm_segment,
    case
        when scored.num_days_since_last_order > {{ var('churned_customer_days') }} then 'CHURNED'
        when scored.num_valid_orders >= {{ var('vip_min_orders') }} or scored.revenue_amount >= {{ var('vip_min_revenue') }} then 'VIP'
        when scored.num_days_since_first_order <= {{ var('new_customer_days') }} then 'NEW'
        else 'REGULAR'
    end as customer_status,
    -- What the marketplace has kept of the customer's purchases.
    cast(scored.revenue_amount * {{ var('marketplace_margin') }} as numeric(18, 2)) as clv_to_date_amount,
    scored.num_valid_orders > 1 as is_repeat_customer
from scored
inner join {{ ref('dim_customer') }} as customer on scored.customer_key = customer.customer_key
