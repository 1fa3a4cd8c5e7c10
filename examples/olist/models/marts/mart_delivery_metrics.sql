-- The way of a parcel, by the month of purchase and the customer's state.
select
    {{ key_of([first_day('month', 'orders.purchased_at'), 'geography.state']) }} as delivery_metrics_key,
    {{ first_day('month', 'orders.purchased_at') }} as order_month,
    geography.state,
    geography.region,
    cast(count(*) as bigint) as num_orders,
    cast(count(orders.approved_at) as bigint) as num_approved_orders,
    cast(count(orders.handed_to_carrier_at) as bigint) as num_shipped_orders,
    cast(count(*) filter (where orders.is_delivered) as bigint) as num_delivered_orders,
    cast(count(*) filter (where orders.is_delivered and orders.has_review) as bigint) as num_reviewed_orders,
    cast(count(*) filter (where orders.is_canceled) as bigint) as num_canceled_orders,
    {{ ratio('count(orders.approved_at)', 'count(*)') }} as approved_rate,
    {{ ratio('count(orders.handed_to_carrier_at)', 'count(*)') }} as shipped_rate,
    {{ ratio('count(*) filter (where orders.is_delivered)', 'count(*)') }} as delivered_rate,
    cast(count(orders.is_on_time) as bigint) as num_timed_orders,
    cast(count(*) filter (where orders.is_on_time) as bigint) as num_on_time_orders,
    cast(count(*) filter (where not orders.is_on_time) as bigint) as num_late_orders,
    {{ ratio('count(*) filter (where orders.is_on_time)', 'count(orders.is_on_time)') }} as on_time_rate,
    {{ ratio('sum(orders.num_days_to_deliver)', 'count(orders.num_days_to_deliver)', 1) }} as average_days_to_deliver,
    {{ ratio('sum(orders.num_days_promised)', 'count(*)', 1) }} as average_days_promised,
    {{ ratio('sum(case when not orders.is_on_time then orders.num_days_late end)', 'count(*) filter (where not orders.is_on_time)', 1) }} as average_days_late
from {{ ref('fact_orders') }} as orders
inner join {{ ref('dim_geography') }} as geography on orders.geography_key = geography.geography_key
group by {{ first_day('month', 'orders.purchased_at') }}, geography.state, geography.region
