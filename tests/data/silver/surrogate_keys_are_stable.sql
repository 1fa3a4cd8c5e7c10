-- Keys are given in the order of first loading. A merge or a refresh that numbered known rows anew would give a row of an
-- early batch a greater key than a row of a later one.
{% set keys = {
    'campaigns': 'campaign_sk',
    'channels': 'channel_sk',
    'customers': 'customer_sk',
    'products': 'product_sk',
    'sales': 'sales_sk',
    'performance': 'performance_sk',
} %}

{% for entity, key in keys.items() %}
select
    '{{ entity }}' as entity,
    _first_loaded_at,
    least_key,
    greatest_before
from (
    select
        _first_loaded_at,
        min({{ key }}) as least_key,
        max(max({{ key }})) over (
            order by _first_loaded_at
            rows between unbounded preceding and 1 preceding
        ) as greatest_before
    from {{ ref('silver_' ~ entity) }}
    group by _first_loaded_at
) as batches
where least_key < greatest_before
{{ 'union all' if not loop.last }}
{% endfor %}
