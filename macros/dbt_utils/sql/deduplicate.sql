{# The rows of a relation, or of a CTE by its name, of which of each partition only the first in order_by is left. #}
{% macro deduplicate(relation, partition_by, order_by) -%}
  {{ return(adapter.dispatch('deduplicate', 'dbt_utils')(relation, partition_by, order_by)) }}
{%- endmacro %}

{% macro default__deduplicate(relation, partition_by, order_by) -%}
  select *
  from {{ relation }}
  where true
  qualify row_number() over (
    partition by {{ partition_by }}
    order by {{ order_by }}
  ) = 1
{%- endmacro %}

{% macro postgres__deduplicate(relation, partition_by, order_by) -%}
  select distinct on ({{ partition_by }}) *
  from {{ relation }}
  order by {{ partition_by }}, {{ order_by }}
{%- endmacro %}
