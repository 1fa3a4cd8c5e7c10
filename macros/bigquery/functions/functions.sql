{% macro bigquery__scalar_function_body_sql() %}
  (
    {{ model.compiled_code }}
  )
{% endmacro %}

{# BigQuery finds out by itself whether a function always answers the same. #}
{% macro bigquery__scalar_function_volatility_sql() %}
  {% if model.config.get('volatility') %}
    {% do unsupported_volatility_warning(model.config.get('volatility')) %}
  {% endif %}
  {{ return('') }}
{% endmacro %}
