select
    {{ text_of('review_id') }} as review_id,
    {{ text_of('order_id') }} as order_id,
    {{ number_of('review_score') }} as review_score,
    {{ text_of('review_comment_title') }} as comment_title,
    {{ text_of('review_comment_message') }} as comment_message,
    cast({{ timestamp_of('review_creation_date') }} as date) as created_date,
    {{ timestamp_of('review_answer_timestamp') }} as answered_at
from {{ source('raw', 'order_reviews') }}
