{# The planner of some databases knows nothing of a table that was just made; the next model joins it. #}
{% macro gather_statistics() -%}
  {{ return(adapter.dispatch('gather_statistics', 'olist')()) }}
{%- endmacro %}

{% macro default__gather_statistics() -%}
{%- endmacro %}

{% macro postgres__gather_statistics() -%}
  analyze {{ this }}
{%- endmacro %}
