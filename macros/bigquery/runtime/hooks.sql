{# There are no transactions around jobs, so there is none to be ended before a hook. #}
{% macro bigquery__run_hooks(hooks, inside_transaction=True) %}
  {% for hook in hooks | selectattr('transaction', 'equalto', inside_transaction) %}
    {% do run_hook(hook, false) %}
  {% endfor %}
{% endmacro %}


{# A dry run costs nothing. #}
{% macro bigquery__validate_sql(sql) -%}
  {{ return(adapter.get_columns_in_select_sql(sql)) }}
{%- endmacro %}
