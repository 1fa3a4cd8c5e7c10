{# User-defined functions as macros of the database: the body is put in where the function is called. #}

{% macro duckdb__scalar_function_sql(target_relation) %}
  create or replace function {{ target_relation.render() }} ({{ formatted_scalar_function_args_sql() }}) as (
    cast(({{ model.compiled_code }}) as {{ model.returns.data_type }})
  );
  {%- do duckdb__check_volatility() %}
{% endmacro %}

{# An aggregate is an expression over aggregates. #}
{% macro duckdb__aggregate_function_sql(target_relation) %}
  {{ return(duckdb__scalar_function_sql(target_relation)) }}
{% endmacro %}

{% macro duckdb__table_function_sql(target_relation) %}
  create or replace function {{ target_relation.render() }} ({{ formatted_scalar_function_args_sql() }}) as table (
    {{ model.compiled_code }}
  );
  {%- do duckdb__check_volatility() %}
{% endmacro %}

{% macro duckdb__formatted_scalar_function_args_sql() %}
  {% set arguments = [] %}
  {% for argument in model.arguments %}
    {% set has_default = argument.default_value is defined and argument.default_value is not none %}
    {% do arguments.append(argument.name ~ ' ' ~ argument.data_type ~ (' := ' ~ argument.default_value if has_default else '')) %}
  {% endfor %}
  {{ return(arguments | join(', ')) }}
{% endmacro %}

{# The database sees through the macro and knows itself what can be computed once. #}
{% macro duckdb__check_volatility() %}
  {% if model.config.get('volatility') not in [none, '', 'deterministic'] %}
    {% do unsupported_volatility_warning(model.config.get('volatility')) %}
  {% endif %}
{% endmacro %}
