-- Versions in the delivered files that their bronze table lacks: no row is lost, however late it came.
{% set keys = {
    'campaigns': ['campaign_id'],
    'customers': ['customer_id'],
    'products': ['product_id'],
    'sales': ['order_id', 'order_line_number'],
    'performance': ['campaign_id', 'channel_code', 'performance_date'],
} %}

{% for entity, columns in keys.items() %}
select '{{ entity }}' as entity, count(*) as missing
from {{ source('raw', entity) }} as delivered
left join {{ ref('bronze_' ~ entity) }} as loaded
    on {% for column in columns %}loaded.{{ column }} is not distinct from delivered.{{ column }} and {% endfor %}loaded.last_modified_timestamp = delivered.last_modified_timestamp
where loaded._row_hash is null
having count(*) > 0
{{ 'union all' if not loop.last }}
{% endfor %}
