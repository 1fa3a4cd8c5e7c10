-- Versions of rows that two batches loaded: a run that is repeated must find nothing new. Repetitions within a delivery stay.
{% for entity in ['campaigns', 'customers', 'products', 'sales', 'performance'] %}
select '{{ entity }}' as entity, _row_hash, count(distinct _batch_id) as batches
from {{ ref('bronze_' ~ entity) }}
group by _row_hash
having count(distinct _batch_id) > 1
{{ 'union all' if not loop.last }}
{% endfor %}
