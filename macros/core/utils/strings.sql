{# String functions. #}

{% macro concat(fields) %}
  {{ return(adapter.dispatch('concat', 'dbt')(fields)) }}
{% endmacro %}

{% macro default__concat(fields) -%}
  {{ fields | join(' || ') }}
{%- endmacro %}


{% macro hash(field) %}
  {{ return(adapter.dispatch('hash', 'dbt')(field)) }}
{% endmacro %}

{% macro default__hash(field) -%}
  md5(cast({{ field }} as {{ api.Column.translate_type('string') }}))
{%- endmacro %}


{% macro length(expression) %}
  {{ return(adapter.dispatch('length', 'dbt')(expression)) }}
{% endmacro %}

{% macro default__length(expression) %}
  length(
    {{ expression }}
  )
{%- endmacro %}


{% macro position(substring_text, string_text) %}
  {{ return(adapter.dispatch('position', 'dbt')(substring_text, string_text)) }}
{% endmacro %}

{% macro default__position(substring_text, string_text) %}
  position(
    {{ substring_text }} in {{ string_text }}
  )
{%- endmacro %}


{% macro replace(field, old_chars, new_chars) %}
  {{ return(adapter.dispatch('replace', 'dbt')(field, old_chars, new_chars)) }}
{% endmacro %}

{% macro default__replace(field, old_chars, new_chars) %}
  replace(
    {{ field }},
    {{ old_chars }},
    {{ new_chars }}
  )
{% endmacro %}


{% macro right(string_text, length_expression) %}
  {{ return(adapter.dispatch('right', 'dbt')(string_text, length_expression)) }}
{% endmacro %}

{% macro default__right(string_text, length_expression) %}
  right(
    {{ string_text }},
    {{ length_expression }}
  )
{%- endmacro %}
