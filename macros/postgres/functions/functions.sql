{# Arguments of user-defined functions, with their defaults. #}
{% macro postgres__formatted_scalar_function_args_sql() %}
  {% set arguments = [] %}
  {% for argument in model.arguments %}
    {% set has_default = argument.default_value is defined and argument.default_value is not none %}
    {% do arguments.append(
      argument.name ~ ' ' ~ argument.data_type ~ (' DEFAULT ' ~ argument.default_value if has_default else '')
    ) %}
  {% endfor %}
  {{ return(arguments | join(', ')) }}
{% endmacro %}
