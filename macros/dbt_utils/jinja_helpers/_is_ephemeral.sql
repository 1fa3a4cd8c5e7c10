{# Stops with an error where something without a relation was given to the macro `macro`, which asks the database about what it is given. #}
{% macro _is_ephemeral(obj, macro) %}
  {%- if obj.is_cte -%}
    {%- do exceptions.raise_compiler_error(
      'Macro ' ~ macro ~ ' asks the database about a relation, and there is none for '
      ~ (obj.identifier or obj) | replace('__dbt__cte__', '')
      ~ ', which is an ephemeral model (give it another materialization) or an input of a unit test (override the macro in it, under overrides: macros:).'
    ) -%}
  {%- endif -%}
{% endmacro %}
