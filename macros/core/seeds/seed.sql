{# A CSV file as a table. Without --full-refresh a table that exists keeps its columns and gets the file's rows. #}
{% materialization seed, default %}
  {%- set old_relation = load_cached_relation(this) -%}
  {%- set full_refresh = should_full_refresh() -%}
  {%- set rebuild = old_relation is none or full_refresh -%}
  {%- set agate_table = load_agate_table() -%}
  {%- do store_result('agate_table', response='OK', agate_table=agate_table) -%}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% if old_relation is not none and not old_relation.is_table %}
    {{ exceptions.raise_compiler_error("Cannot seed to '" ~ old_relation.render() ~ "', it is a view") }}
  {% elif old_relation is not none %}
    {% set create_table_sql = reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {% else %}
    {% set create_table_sql = create_csv_table(model, agate_table) %}
  {% endif %}
  {% set insert_sql = load_csv_rows(model, agate_table) %}

  {% set code = 'CREATE' if full_refresh else 'INSERT' %}
  {% set rows_affected = agate_table.rows | length %}
  {% call noop_statement('main', code ~ ' ' ~ rows_affected, code, rows_affected) %}
    {{ get_csv_sql(create_table_sql, insert_sql) }}
  {% endcall %}

  {% set target_relation = this.incorporate(type='table') %}
  {% set revoke = should_revoke(old_relation, full_refresh) %}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) %}
  {% do persist_docs(target_relation, model) %}
  {% if rebuild %}
    {% do create_indexes(target_relation) %}
  {% else %}
    {% do create_missing_indexes(target_relation) %}
  {% endif %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}

  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
