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
from (
    select {{ columns | join(', ') }}, last_modified_timestamp from {{ source('raw', entity) }}
    except
    select {{ columns | join(', ') }}, last_modified_timestamp from {{ ref('bronze_' ~ entity) }}
) as lost
having count(*) > 0
{{ 'union all' if not loop.last }}
{% endfor %}
