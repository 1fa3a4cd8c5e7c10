{# The columns of what is tested; of rows that `where` filters, those of the query. #}
{% macro _columns(model) -%}
  {%- if model is string -%}
    {{ return(adapter.get_column_schema_from_query('select * from ' ~ model ~ ' limit 0')) }}
  {%- endif -%}
  {{ return(adapter.get_columns_in_relation(model)) }}
{%- endmacro %}

{# Their names, changed by a filter: upper, lower. #}
{% macro _get_column_list(model, transform='upper') -%}
  {{ return(dbt_expectations._changed(dbt_expectations._columns(model) | map(attribute='name'), transform)) }}
{%- endmacro %}

{% macro _changed(names, transform) -%}
  {{ return(names | map(transform) | list if transform else names | list) }}
{%- endmacro %}

{% macro _list_intersect(list1, list2) -%}
  {{ return(list1 | select('in', list2) | list) }}
{%- endmacro %}

{# A query whose rows were found when it was compiled: `rows` are lists of texts. #}
{% macro _found(names, rows) %}
  {%- for row in rows %}
select {% for value in row %}{{ dbt.string_literal(value) }} as {{ names[loop.index0] }}{{ ', ' if not loop.last }}{% endfor %}
  {{- '\nunion all' if not loop.last }}
  {%- else %}
select *
from (select {% for name in names %}'' as {{ name }}{{ ', ' if not loop.last }}{% endfor %}) as nothing_found
where 1 = 0
  {%- endfor %}
{% endmacro %}
