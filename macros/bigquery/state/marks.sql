{# High-water marks. Partitions are pruned by a value alone, not by a query: the mark is asked for first. #}

{% macro bigquery__high_water_mark(column, late_arrival, initial) -%}
  {%- set newest = run_query('select cast(' ~ high_water_mark_newest(this, column, late_arrival, initial) ~ ' as string) from ' ~ this).rows[0][0] -%}
  {{ return(high_water_mark_value(newest, initial, high_water_mark_type(this, column, initial))) }}
{%- endmacro %}

{# That of the column: a DATE, a DATETIME and a TIMESTAMP are not compared with one another. #}
{% macro bigquery__high_water_mark_type(relation, column, initial) -%}
  {%- if initial is number -%}
    {{ return(none) }}
  {%- endif -%}
  {%- for found in adapter.get_columns_in_relation(relation) if found.name | lower == column | replace('`', '') | lower -%}
    {{ return(found.dtype) }}
  {%- endfor -%}
  {{ return('timestamp') }}
{%- endmacro %}
