-- Dimensions hold the rows of their silver table, the unknown member and, for campaigns, 'no campaign'.
{% set dimensions = {
    'mtln_dim_campaign': ['silver_campaigns', 2],
    'mtln_dim_channel': ['silver_channels', 1],
    'mtln_dim_customer': ['silver_customers', 1],
    'mtln_dim_product': ['silver_products', 1],
} %}

{% for dimension, (table, special) in dimensions.items() %}
select
    '{{ dimension }}' as dimension,
    (select count(*) from {{ ref(dimension) }}) as members,
    (select count(*) from {{ ref(table) }}) + {{ special }} as expected
where members <> expected
{{ 'union all' if not loop.last }}
{% endfor %}
