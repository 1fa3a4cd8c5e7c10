{#
  The newest row of each key of a relation; the others are repeats and superseded versions. What never changes for an id (its date) belongs into `key`,
  too: a filter on it then reaches the rows before they are sorted.
#}
{% macro latest(relation, key, newest_by) -%}
select distinct on ({{ key | join(', ') }})
    *
from {{ relation }}
order by {{ key | join(', ') }}, {{ newest_by }} desc
{%- endmacro %}
