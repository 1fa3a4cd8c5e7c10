{# Hooks before and after a node. A hook is a dict of `sql` and `transaction`, or the JSON of one. #}

{% macro make_hook_config(sql, inside_transaction) %}
  {{ tojson({'sql': sql, 'transaction': inside_transaction}) }}
{% endmacro %}

{% macro before_begin(sql) %}
  {{ make_hook_config(sql, inside_transaction=False) }}
{% endmacro %}

{% macro in_transaction(sql) %}
  {{ make_hook_config(sql, inside_transaction=True) }}
{% endmacro %}

{% macro after_commit(sql) %}
  {{ make_hook_config(sql, inside_transaction=False) }}
{% endmacro %}


{# Runs those hooks of the list that belong inside, or outside, the node's transaction. #}
{% macro run_hooks(hooks, inside_transaction=True) %}
  {% do adapter.dispatch('run_hooks', 'dbt')(hooks, inside_transaction) %}
{% endmacro %}

{# Connections of most databases are always in a transaction: it has to be ended before a hook that wants none. #}
{% macro default__run_hooks(hooks, inside_transaction=True) %}
  {% for hook in hooks | selectattr('transaction', 'equalto', inside_transaction) %}
    {% if loop.first and not inside_transaction %}
      {% call statement(auto_begin=false) %}
        commit;
      {% endcall %}
    {% endif %}
    {% do run_hook(hook, inside_transaction) %}
  {% endfor %}
{% endmacro %}

{% macro run_hook(hook, inside_transaction) %}
  {% set text = render(hook.get('sql')) | trim %}
  {% if text %}
    {% call statement(auto_begin=inside_transaction) %}
      {{ text }}
    {% endcall %}
  {% endif %}
{% endmacro %}
