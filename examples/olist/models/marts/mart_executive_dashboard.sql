{%- set regions = ['Norte', 'Nordeste', 'Centro-Oeste', 'Sudeste', 'Sul'] -%}

with monthly as (
    select
        {{ first_day('month', 'orders.purchased_at') }} as order_month,
        cast(count(*) as bigint) as num_orders,
        cast(count(*) filter (where orders.revenue_amount > 0) as bigint) as num_revenue_orders,
        cast(count(*) filter (where orders.is_delivered) as bigint) as num_delivered_orders,
        cast(count(*) filter (where orders.is_canceled) as bigint) as num_canceled_orders,
        cast(count(distinct orders.customer_key) as bigint) as num_customers,
        cast(count(*) filter (where orders.is_first_order) as bigint) as num_new_customers,
        {{ total('orders.gmv_amount') }} as gmv_amount,
        {{ total('orders.revenue_amount') }} as revenue_amount,
        cast(count(orders.is_on_time) as bigint) as num_timed_orders,
        cast(count(*) filter (where orders.is_on_time) as bigint) as num_on_time_orders,
        cast(count(orders.review_score) as bigint) as num_reviewed_orders,
        {{ count_of('orders.review_score') }} as review_score_total,
        {%- for region in regions %}
        {{ total("case when geography.region = '" ~ region ~ "' then orders.revenue_amount end") }} as revenue_{{ region | lower | replace('-', '_') }}_amount{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('fact_orders') }} as orders
    inner join {{ ref('dim_geography') }} as geography on orders.geography_key = geography.geography_key
    group by {{ first_day('month', 'orders.purchased_at') }}
),

dense as (
    -- A month without orders is a month: growth is against it, not against the one before.
    select
        months.order_month,
        months.is_current_month,
        coalesce(monthly.num_orders, 0) as num_orders,
        coalesce(monthly.num_revenue_orders, 0) as num_revenue_orders,
        coalesce(monthly.num_delivered_orders, 0) as num_delivered_orders,
        coalesce(monthly.num_canceled_orders, 0) as num_canceled_orders,
        coalesce(monthly.num_customers, 0) as num_customers,
        coalesce(monthly.num_new_customers, 0) as num_new_customers,
        {{ amount('monthly.gmv_amount') }} as gmv_amount,
        {{ amount('monthly.revenue_amount') }} as revenue_amount,
        coalesce(monthly.num_timed_orders, 0) as num_timed_orders,
        coalesce(monthly.num_on_time_orders, 0) as num_on_time_orders,
        coalesce(monthly.num_reviewed_orders, 0) as num_reviewed_orders,
        coalesce(monthly.review_score_total, 0) as review_score_total,
        {%- for region in regions %}
        {%- set column = 'revenue_' ~ region | lower | replace('-', '_') ~ '_amount' %}
        {{ amount('monthly.' ~ column) }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('int_months') }} as months
    left join monthly on months.order_month = monthly.order_month
),

compared as (
    select
        *,
        cast(lag(revenue_amount) over (order by order_month) as numeric(18, 2)) as previous_revenue_amount
    from dense
)

select
    order_month,
    is_current_month,
    num_orders,
    num_revenue_orders,
    num_delivered_orders,
    num_canceled_orders,
    num_customers,
    num_new_customers,
    num_customers - num_new_customers as num_returning_customers,
    cast(sum(num_new_customers) over (order by order_month) as bigint) as num_customers_to_date,
    gmv_amount,
    cast(sum(gmv_amount) over (order by order_month) as numeric(18, 2)) as gmv_to_date_amount,
    {{ average_amount('sum(gmv_amount) over (order by order_month rows between 2 preceding and current row)',
                      'count(*) over (order by order_month rows between 2 preceding and current row)') }} as gmv_three_month_average_amount,
    revenue_amount,
    previous_revenue_amount,
    {{ ratio('revenue_amount - previous_revenue_amount', 'previous_revenue_amount') }} as revenue_growth_rate,
    {{ average_amount('revenue_amount', 'num_revenue_orders') }} as average_order_value_amount,
    {{ ratio('num_on_time_orders', 'num_timed_orders') }} as on_time_rate,
    {{ ratio('review_score_total', 'num_reviewed_orders') }} as average_review_score,
    num_reviewed_orders,
    {{ ratio('num_canceled_orders', 'num_orders') }} as cancellation_rate,
    {%- for region in regions %}
    revenue_{{ region | lower | replace('-', '_') }}_amount{{ ',' if not loop.last }}
    {%- endfor %}
from compared
