{# Statements commit on their own, so hooks inside and outside of a transaction differ in their order only. #}
{% macro snowflake__run_hooks(hooks, inside_transaction=True) %}
  {% for hook in hooks | selectattr('transaction', 'equalto', inside_transaction) %}
    {% do run_hook(hook, inside_transaction) %}
  {% endfor %}
{% endmacro %}


{# Statements that take effect together or not at all. #}
{% macro snowflake_dml_explicit_transaction(dml) -%}
  begin;
  {{ dml | trim | trim(';') }};
  commit;
{%- endmacro %}
