{#
  User-defined functions as macros of the database: the body is put in where the function is called. Overloads are made in one statement, since a
  later one would replace the others.
#}

{% macro duckdb__scalar_function_sql(target_relation) %}
  {{ return(duckdb__create_macro(target_relation, false)) }}
{% endmacro %}

{# An aggregate is an expression over aggregates. #}
{% macro duckdb__aggregate_function_sql(target_relation) %}
  {{ return(duckdb__create_macro(target_relation, false)) }}
{% endmacro %}

{% macro duckdb__table_function_sql(target_relation) %}
  {{ return(duckdb__create_macro(target_relation, true)) }}
{% endmacro %}

{% macro duckdb__create_macro(target_relation, is_table) %}
  {% set signatures = [duckdb__signature(model.arguments, model.returns, model.compiled_code, is_table)] %}
  {% for overload in model.overloads %}
    {% do signatures.append(duckdb__signature(overload.arguments, overload.returns or model.returns, overload.compiled_body, is_table)) %}
  {% endfor %}
  create or replace function {{ target_relation.render() }} {{ signatures | join(',\n  ') }};
  {%- do duckdb__check_volatility() %}
{% endmacro %}

{% macro duckdb__signature(arguments, returns, body, is_table) %}
  {%- if is_table -%}
  ({{ duckdb__parameters(arguments) }}) as table (
    {{ body }}
  )
  {%- else -%}
  ({{ duckdb__parameters(arguments) }}) as (
    cast((
      {{ body }}
    ) as {{ returns.data_type }})
  )
  {%- endif -%}
{% endmacro %}

{# Without types, which only databases of newer formats keep: what the body makes of its arguments tells. #}
{% macro duckdb__parameters(arguments) %}
  {%- for argument in arguments -%}
    {{ argument.name }}{{ ' := ' ~ argument.default_value if argument.default_value is not none }}{{ ', ' if not loop.last }}
  {%- endfor -%}
{% endmacro %}

{# As for other warehouses, with types, for macros of projects. #}
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
