{# User-defined functions: the language stands before the body, which is quoted with dollars in all of them. #}

{% macro snowflake__create_function_head(target_relation, arguments, language) %}
  CREATE OR REPLACE FUNCTION {{ target_relation.render() }} ({{ arguments }})
  RETURNS {{ model.returns.data_type }}
  LANGUAGE {{ language }}
  {{ scalar_function_volatility_sql() }}
{% endmacro %}

{% macro snowflake__scalar_function_create_replace_signature_sql(target_relation) %}
  {{ snowflake__create_function_head(target_relation, formatted_scalar_function_args_sql(), 'SQL') }}
  AS
{% endmacro %}

{% macro snowflake__scalar_function_create_replace_signature_python(target_relation) %}
  {{ snowflake__create_function_head(target_relation, formatted_scalar_function_args_sql(), 'PYTHON') }}
  {{ get_function_python_options() }}
  AS
{% endmacro %}

{% macro snowflake__scalar_function_create_replace_signature_javascript(target_relation) %}
  {{ snowflake__create_function_head(target_relation, formatted_scalar_function_args_javascript(), 'JAVASCRIPT') }}
  AS
{% endmacro %}

{% macro snowflake__scalar_function_python(target_relation) %}
  {{ snowflake__scalar_function_create_replace_signature_python(target_relation) }}
  {{ scalar_function_body_sql() }}
{% endmacro %}

{% macro snowflake__scalar_function_javascript(target_relation) %}
  {{ snowflake__scalar_function_create_replace_signature_javascript(target_relation) }}
  {{ scalar_function_body_sql() }}
{% endmacro %}

{% macro snowflake__aggregate_function_python(target_relation) %}
  {{ get_aggregate_function_create_replace_signature(target_relation) }}
  {{ scalar_function_body_sql() }}
{% endmacro %}

{% macro snowflake__aggregate_function_javascript(target_relation) %}
  {% do exceptions.raise_compiler_error("'" ~ model.name ~ "' is an aggregate in JavaScript, which Snowflake does not have") %}
{% endmacro %}


{# Python is read by its indentation: the body begins in its line's first column. #}
{% macro snowflake__scalar_function_body_sql() %}
  $$
{{ model.compiled_code }}
  $$
{% endmacro %}

{% macro snowflake__formatted_scalar_function_args_sql() %}
  {{ return(snowflake__function_arguments(false)) }}
{% endmacro %}

{# A script in JavaScript sees unquoted names in upper case only. #}
{% macro snowflake__formatted_scalar_function_args_javascript() %}
  {{ return(snowflake__function_arguments((model.config.get('snowflake') or {}).get('quote_args', true))) }}
{% endmacro %}

{% macro snowflake__function_arguments(quoted) %}
  {% set arguments = [] %}
  {% for argument in model.arguments %}
    {% set name = adapter.quote(argument.name) if quoted else argument.name %}
    {% set default = '' if argument.get('default_value') is none else ' DEFAULT ' ~ argument.default_value %}
    {% do arguments.append(name ~ ' ' ~ argument.data_type ~ default) %}
  {% endfor %}
  {{ return(arguments | join(', ')) }}
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
