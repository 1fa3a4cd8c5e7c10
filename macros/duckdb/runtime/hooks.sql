{# Statements outside a transaction commit by themselves: there is none to end before a hook. #}
{% macro duckdb__run_hooks(hooks, inside_transaction=True) %}
  {% for hook in hooks | selectattr('transaction', 'equalto', inside_transaction) %}
    {% do run_hook(hook, inside_transaction) %}
  {% endfor %}
{% endmacro %}
