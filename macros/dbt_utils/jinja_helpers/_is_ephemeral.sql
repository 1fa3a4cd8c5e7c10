{# Stops with an error where an ephemeral model was given to the macro `macro`, which asks the database about what it is given. #}
{% macro _is_ephemeral(obj, macro) %}
  {%- if obj.is_cte -%}
    {%- do exceptions.raise_compiler_error(
      'Macro ' ~ macro ~ ' asks the database for what a relation holds, which is no way to an ephemeral model: '
      ~ (obj.identifier or obj) | replace('__dbt__cte__', '') ~ '. Give the model another materialization.'
    ) -%}
  {%- endif -%}
{% endmacro %}
