{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='review_key') }}

with joined as (
    select
        {{ key_of(['reviews.review_id', 'reviews.order_id']) }} as review_key,
        reviews.review_id,
        reviews.order_id,
        {{ key_of(['reviews.order_id']) }} as order_key,
        {{ key_of(['addresses.customer_id']) }} as customer_key,
        {{ date_key_of('reviews.created_date') }} as created_date_key,
        {{ date_key_of('reviews.answered_at') }} as answered_date_key,
        reviews.review_score,
        reviews.comment_title,
        reviews.comment_message,
        reviews.answered_at,
        cast(reviews.answered_at as date) - reviews.created_date as num_days_to_answer,
        reviews.comment_title is not null as has_title,
        reviews.comment_message is not null as has_message,
        reviews.recency_rank = 1 as is_latest_of_order,
        reviews.num_orders_of_review > 1 as is_shared
    from {{ ref('int_order_reviews') }} as reviews
    inner join {{ ref('int_customer_addresses') }} as addresses on reviews.order_id = addresses.order_id
),

hashed as (
    select
        *,
        {{ row_hash_of(['customer_key', 'review_score', 'comment_title', 'comment_message', 'answered_at', 'created_date_key', 'is_latest_of_order', 'is_shared']) }} as row_hash
    from joined
)

{{ select_changed('hashed', 'review_key') }}
