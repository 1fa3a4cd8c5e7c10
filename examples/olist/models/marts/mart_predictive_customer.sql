{#-
  Churn and value from nothing but orders, in plain arithmetic that can be read. The risk is 100 less what speaks for another order: that
  there were others, that the last is not longer ago than this customer's pauses are, that parcels came in time and reviews were good.
-#}
with features as (
    select
        *,
        {{ ratio('num_days_active', 'num_valid_orders - 1', 1) }} as average_days_between_orders
    from {{ ref('int_customer_orders') }}
),

expected as (
    select
        *,
        -- Who has bought once comes back, if at all, as others do: after some two months.
        cast(coalesce(case when num_valid_orders > 1 then greatest(average_days_between_orders, 14) end, 70) as numeric(9, 1)) as expected_days_between_orders
    from features
),

weighed as (
    select
        *,
        {{ ratio('num_days_since_last_order', 'expected_days_between_orders', 2) }} as recency_ratio
    from expected
),

scored as (
    select
        *,
        cast(least(100, greatest(0,
            100
            - case when num_valid_orders >= 4 then 50 when num_valid_orders = 3 then 42 when num_valid_orders = 2 then 30 else 4 end
              * case when recency_ratio <= 1 then 1.0 when recency_ratio <= 1.5 then 0.8 when recency_ratio <= 2 then 0.5 when recency_ratio <= 3 then 0.2 else 0.0 end
            - case when recency_ratio <= 1 then 25 when recency_ratio <= 2 then 15 when recency_ratio <= 3 then 5 else 0 end
            - case when coalesce(average_review_score, 3) >= 4 then 8 when coalesce(average_review_score, 3) >= 3 then 4 else 0 end
            - case when num_late_orders = 0 then 4 else 0 end
            - case when num_canceled_orders = 0 then 3 else 0 end
        )) as numeric(9, 1)) as churn_risk_score
    from weighed
)

select
    scored.customer_key,
    customer.customer_id,
    scored.as_of_date,
    scored.num_valid_orders,
    scored.num_days_since_last_order,
    scored.expected_days_between_orders,
    scored.recency_ratio,
    scored.num_late_orders,
    scored.average_review_score,
    scored.churn_risk_score,
    case when scored.churn_risk_score >= 75 then 'High' when scored.churn_risk_score >= 50 then 'Medium' else 'Low' end as churn_risk_band,
    scored.revenue_amount,
    -- Orders that the horizon has room for, if the customer stays.
    {{ rounded('(1 - scored.churn_risk_score / 100.0) * ' ~ var('clv_horizon_days') ~ ' / scored.expected_days_between_orders', 2) }} as num_expected_orders,
    {{ rounded(
      '(1 - scored.churn_risk_score / 100.0) * ' ~ var('clv_horizon_days') ~ ' / scored.expected_days_between_orders * '
      ~ var('marketplace_margin') ~ ' * coalesce(scored.revenue_amount / nullif(scored.num_valid_orders, 0), 0)', 2
    ) }} as clv_estimate_amount,
    case
        when scored.churn_risk_score < 50 then 'reward'
        when scored.num_late_orders > 0 or coalesce(scored.average_review_score, 3) < 3 then 'apologise'
        when scored.churn_risk_score < 75 then 'remind'
        when scored.revenue_amount >= 300 then 'win back'
        else 'leave'
    end as next_action
from scored
inner join {{ ref('dim_customer') }} as customer on scored.customer_key = customer.customer_key
