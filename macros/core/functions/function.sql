{#
  A user-defined function. What creates it is the macro <type>_function_<language> of the adapter: scalar_function_sql,
  aggregate_function_python, ….
#}
{% materialization function, default, supported_languages=['sql', 'python', 'javascript'] %}
  {% set existing_relation = load_cached_relation(this) %}
  {% set target_relation = this.incorporate(type=this.Function) %}

  {{ run_hooks(pre_hooks) }}

  {# In two steps: where a call of adapter.dispatch is written, its name has to be a literal. #}
  {% set find_macro = adapter.dispatch %}
  {% set build = find_macro(model.config.get('type') ~ '_function_' ~ model.language, 'dbt') %}
  {{ function_execute_build_sql(build(target_relation), existing_relation, target_relation) }}

  {{ run_hooks(post_hooks) }}

  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{% macro function_execute_build_sql(build_sql, existing_relation, target_relation) %}
  {{ adapter.dispatch('function_execute_build_sql', 'dbt')(build_sql, existing_relation, target_relation) }}
{% endmacro %}

{% macro default__function_execute_build_sql(build_sql, existing_relation, target_relation) %}
  {% call statement('main') %}
    {{ build_sql }}
  {% endcall %}

  {% set revoke = should_revoke(existing_relation, full_refresh_mode=True) %}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) %}
  {% do persist_docs(target_relation, model) %}
  {{ adapter.commit() }}
{% endmacro %}
