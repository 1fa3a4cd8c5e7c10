select
  size,
  {{ dbt_utils.pivot('color', ['red', "it's"], quote_identifiers=False) }},
  {{ dbt_utils.pivot('color', ['red', 'blue'], agg='max', then_value='amount', else_value='null', prefix='most_', suffix='_sold', quote_identifiers=False) }},
  {{ dbt_utils.pivot('id', [1, 3], agg='count', cmp='>=', distinct=True, prefix='from_', then_value='color', else_value='null', quote_identifiers=False) }}
from {{ ref('wide') }}
{{ dbt_utils.group_by(1) }}
