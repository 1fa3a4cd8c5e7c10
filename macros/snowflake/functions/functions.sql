{# User-defined functions: the language is SQL where nothing else is said, before the body. #}

{% macro snowflake__scalar_function_body_sql() %}
  $$
    {{ model.compiled_code }}
  $$
{% endmacro %}

{# Snowflake knows functions whose answer never changes, and all others. #}
{% macro snowflake__scalar_function_volatility_sql() %}
  {% set volatility = model.config.get('volatility') %}
  {% set keywords = {'deterministic': 'IMMUTABLE', 'non-deterministic': 'VOLATILE'} %}
  {% if volatility and volatility not in keywords %}
    {% do unsupported_volatility_warning(volatility) %}
  {% endif %}
  {{ return(keywords.get(volatility, '')) }}
{% endmacro %}
