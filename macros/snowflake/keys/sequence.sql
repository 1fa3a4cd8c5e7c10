{% macro snowflake__next_key(relation) -%}
  {{ return(key_sequence(relation) ~ '.nextval') }}
{%- endmacro %}
