{# Stops with an error where something else than a relation was given to the macro `macro`. #}
{% macro _is_relation(obj, macro) %}
  {%- if obj is string or obj.identifier is not defined -%}
    {%- do exceptions.raise_compiler_error(
      'Macro ' ~ macro ~ ' expects a relation, as ref() and source() answer, and got: ' ~ obj
    ) -%}
  {%- endif -%}
{% endmacro %}
