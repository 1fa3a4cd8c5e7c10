-- Natural keys of valid bronze rows whose silver row is missing or older than the latest of them.
{% set entities = {
    'campaigns': {'codes': ['campaign_id']},
    'channels': {'codes': ['channel_code']},
    'customers': {'codes': ['customer_id']},
    'products': {'codes': ['product_id']},
    'sales': {
        'codes': ['order_id'],
        'others': ['order_line_number'],
        'valid': 'quantity <> 0 and unit_price is not null',
    },
    'performance': {'codes': ['campaign_id', 'channel_code'], 'others': ['performance_date']},
} %}

{% for entity, key in entities.items() %}
{% set columns = key.codes + key.get('others', []) %}
select
    '{{ entity }}' as entity,
    bronze.latest,
    silver.last_modified_timestamp as found
from (
    select
        {% for code in key.codes %}{{ clean_code(code) }} as {{ code }}, {% endfor %}
        {% for column in key.get('others', []) %}{{ column }}, {% endfor %}
        max(last_modified_timestamp) as latest
    from {{ ref('bronze_' ~ entity) }}
    where {{ key.get('valid', 'true') }}
    group by {{ range(1, columns | length + 1) | join(', ') }}
) as bronze
left join {{ ref('silver_' ~ entity) }} as silver
    on {% for column in columns %}silver.{{ column }} = bronze.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
where bronze.{{ key.codes[0] }} is not null
    and silver.last_modified_timestamp is distinct from bronze.latest
{{ 'union all' if not loop.last }}
{% endfor %}
