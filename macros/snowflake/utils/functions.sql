{# Functions that Snowflake spells its own way. #}

{% macro snowflake__bool_or(expression) -%}
  boolor_agg({{ expression }})
{%- endmacro %}


{% macro snowflake__array_construct(inputs, data_type) -%}
  array_construct( {{ inputs | join(' , ') }} )
{%- endmacro %}


{% macro snowflake__right(string_text, length_expression) %}
  case when {{ length_expression }} = 0
    then ''
  else
    right(
      {{ string_text }},
      {{ length_expression }}
    )
  end
{%- endmacro %}


{# Null where the text is no such value. Only texts can be tried; geography and geometry have functions of their own. #}
{% macro snowflake__safe_cast(field, type) %}
  {%- set kind = type | lower | trim -%}
  {%- if kind in ['geography', 'geometry'] -%}
    try_to_{{ kind }}({{ field }})
  {%- else -%}
    try_cast({{ field }} as {{ type }})
  {%- endif -%}
{% endmacro %}

{% macro snowflake__cast(field, type) %}
  {%- set kind = type | lower | trim -%}
  {%- if kind in ['geography', 'geometry'] -%}
    to_{{ kind }}({{ field }})
  {%- else -%}
    cast({{ field }} as {{ type }})
  {%- endif -%}
{% endmacro %}


{% macro snowflake__escape_single_quotes(expression) -%}
  {{ expression | replace("'", "\\'") }}
{%- endmacro %}
