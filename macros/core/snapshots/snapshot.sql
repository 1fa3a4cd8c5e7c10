{#
  Keeps the history of a query's rows: each version with the time from which and until which it was valid. The first run
  creates the table; later ones compute the changes in a staging table and merge them.
#}
{% materialization snapshot, default %}
  {%- set unique_key = config.get('unique_key') -%}
  {%- set target_exists, target_relation = get_or_create_relation(
    database=model.database, schema=model.schema, identifier=model.get('alias', model.get('name')), type='table'
  ) -%}
  {%- if not target_relation.is_table -%}
    {% do exceptions.relation_wrong_type(target_relation, 'table') %}
  {%- endif -%}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% set strategy_macro = strategy_dispatch(config.get('strategy')) %}
  {# Called with positional arguments: strategies of projects name them as they like. #}
  {% set strategy = strategy_macro(model, 'snapshotted_data', 'source_data', model['config'], target_exists) %}

  {% if not target_exists %}
    {% set source_sql = build_snapshot_table(strategy, model['compiled_code']) %}
    {% do check_time_data_types(source_sql) %}
    {% set final_sql = create_table_as(False, target_relation, source_sql) %}
  {% else %}
    {% set names = snapshot_names() %}
    {{ adapter.assert_valid_snapshot_target_given_strategy(target_relation, names, strategy) }}
    {% set staging_relation = build_snapshot_staging_table(strategy, sql, target_relation) %}
    {% do adapter.expand_target_column_types(from_relation=staging_relation, to_relation=target_relation) %}

    {# Columns of the staging table that are none of the snapshot's. #}
    {% set helpers = ['dbt_change_type', 'dbt_unique_key'] %}
    {% if unique_key is not string and unique_key is iterable %}
      {% for key in unique_key %}
        {% do helpers.append('dbt_unique_key_' ~ loop.index) %}
      {% endfor %}
    {% endif %}
    {% set helpers = helpers + helpers | map('upper') | list %}

    {% set missing = adapter.get_missing_columns(staging_relation, target_relation) | rejectattr('name', 'in', helpers) | list %}
    {% do create_columns(target_relation, missing) %}
    {% set insert_columns = [] %}
    {% for column in adapter.get_columns_in_relation(staging_relation) | rejectattr('name', 'in', helpers) %}
      {% do insert_columns.append(adapter.quote(column.name)) %}
    {% endfor %}
    {% do check_time_data_types(snapshot_staging_table(strategy, sql, target_relation)) %}
    {% set final_sql = snapshot_merge_sql(target=target_relation, source=staging_relation, insert_cols=insert_columns) %}
  {% endif %}

  {% call statement('main') %}
    {{ final_sql }}
  {% endcall %}

  {% set revoke = should_revoke(target_exists, full_refresh_mode=False) %}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) %}
  {% do persist_docs(target_relation, model) %}
  {% if not target_exists %}
    {% do create_indexes(target_relation) %}
  {% else %}
    {% do create_missing_indexes(target_relation) %}
  {% endif %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
  {% if staging_relation is defined %}
    {% do post_snapshot(staging_relation) %}
  {% endif %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}

  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
