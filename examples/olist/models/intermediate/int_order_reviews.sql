-- Of the reviews of an order the latest counts.
select
    *,
    row_number() over (partition by order_id order by answered_at desc, created_date desc, review_id desc) as recency_rank,
    count(*) over (partition by review_id) as num_orders_of_review
from {{ ref('stg_order_reviews') }}
