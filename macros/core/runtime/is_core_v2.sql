{# False: the context is that of dbt Core 1. Packages branch on it. #}
{% macro is_core_v2() %}
  {{ return(False) }}
{% endmacro %}
