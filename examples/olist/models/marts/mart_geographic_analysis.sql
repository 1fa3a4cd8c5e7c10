-- One model for three levels: regions, their states, their cities.
with orders as (
    select
        geography.region,
        geography.state,
        geography.city,
        orders.*
    from {{ ref('fact_orders') }} as orders
    inner join {{ ref('dim_geography') }} as geography on orders.geography_key = geography.geography_key
),

distances as (
    select
        order_key,
        sum(distance_km) as distance_km_total,
        count(distance_km) as num_distances
    from {{ ref('fact_order_items') }}
    group by order_key
),

places as (
    select
        case when grouping(orders.state) = 1 then 'region' when grouping(orders.city) = 1 then 'state' else 'city' end as geography_level,
        orders.region,
        orders.state,
        orders.city,
        cast(count(*) as bigint) as num_orders,
        cast(count(distinct orders.customer_key) as bigint) as num_customers,
        {{ total('orders.revenue_amount') }} as revenue_amount,
        {{ total('orders.freight_amount') }} as freight_amount,
        {{ average_amount('sum(orders.revenue_amount)', 'count(*) filter (where orders.revenue_amount > 0)') }} as average_order_value_amount,
        {{ ratio('count(*) filter (where orders.is_on_time)', 'count(orders.is_on_time)') }} as on_time_rate,
        {{ ratio('sum(orders.num_days_to_deliver)', 'count(orders.num_days_to_deliver)', 1) }} as average_days_to_deliver,
        {{ ratio('sum(orders.review_score)', 'count(orders.review_score)', 2) }} as average_review_score,
        {{ ratio('sum(distances.distance_km_total)', 'sum(distances.num_distances)', 1) }} as average_distance_km
    from orders
    left join distances on orders.order_key = distances.order_key
    group by grouping sets ((orders.region), (orders.region, orders.state), (orders.region, orders.state, orders.city))
),

sellers as (
    select
        region,
        state,
        city,
        cast(count(*) as bigint) as num_sellers
    from {{ ref('dim_seller') }}
    group by grouping sets ((region), (region, state), (region, state, city))
),

populations as (
    select
        region,
        state,
        {{ count_of('population') }} as population
    from {{ ref('brazil_states') }}
    group by grouping sets ((region), (region, state))
)

select
    {{ key_of(['places.geography_level', 'places.region', 'places.state', 'places.city']) }} as geographic_analysis_key,
    places.geography_level,
    places.region,
    places.state,
    places.city,
    places.num_orders,
    places.num_customers,
    coalesce(sellers.num_sellers, 0) as num_sellers,
    populations.population as num_inhabitants,
    -- Nobody publishes the inhabitants of every city; regions and states have them.
    {{ ratio('100000 * places.num_customers', 'populations.population', 2) }} as customers_per_100k_inhabitants,
    places.revenue_amount,
    {{ ratio('places.revenue_amount', 'sum(places.revenue_amount) over (partition by places.geography_level)', 6) }} as revenue_share_rate,
    places.freight_amount,
    {{ ratio('places.freight_amount', 'places.revenue_amount') }} as freight_to_revenue_rate,
    places.average_order_value_amount,
    places.on_time_rate,
    places.average_days_to_deliver,
    places.average_review_score,
    places.average_distance_km
from places
left join sellers
    on places.region = sellers.region
    and coalesce(places.state, '') = coalesce(sellers.state, '')
    and coalesce(places.city, '') = coalesce(sellers.city, '')
left join populations
    on places.region = populations.region
    and coalesce(places.state, '') = coalesce(populations.state, '')
    and places.geography_level in ('region', 'state')
