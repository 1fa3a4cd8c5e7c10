-- By day, the facts have the lines and the revenue of the completed orders in staging: nothing lost in a join, nothing counted twice.
with ordered as (

    select
        orders.order_date,
        count(*) as num_lines,
        sum(items.quantity * items.unit_price - items.discount_amount) as net_amount
    from {{ ref('stg_orders') }} as orders
    inner join {{ ref('stg_order_items') }} as items
        on orders.order_id = items.order_id and orders.order_date = items.order_date
    where orders.order_status = 'completed'
    group by orders.order_date

),

facts as (

    select order_date, count(*) as num_lines, sum(net_amount) as net_amount
    from {{ ref('fact_orders') }}
    group by order_date

)

select
    coalesce(ordered.order_date, facts.order_date) as order_date,
    ordered.num_lines as num_lines_ordered,
    facts.num_lines as num_lines_in_facts,
    ordered.net_amount as net_amount_ordered,
    facts.net_amount as net_amount_in_facts
from ordered
full outer join facts on ordered.order_date = facts.order_date
where ordered.num_lines is null
    or facts.num_lines is null
    or ordered.num_lines <> facts.num_lines
    or ordered.net_amount <> facts.net_amount
