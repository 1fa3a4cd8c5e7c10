{#
  What the next run of a snapshot would do, found out by queries alone: {created, inserted, closed, deleted, columns}. `deleted` are those of the closed
  versions whose row is gone, `columns` those that the table would get.
#}
{% macro snapshot_preview() %}
  {%- set target_exists, target_relation = get_or_create_relation(
    database=model.database, schema=model.schema, identifier=model.get('alias', model.get('name')), type='table'
  ) -%}
  {%- set strategy_macro = strategy_dispatch(config.get('strategy')) -%}
  {%- set strategy = strategy_macro(model, 'snapshotted_data', 'source_data', model['config'], target_exists) -%}
  {%- if not target_exists -%}
    {%- set counted = run_query('select count(*) from (' ~ build_snapshot_table(strategy, model['compiled_code']) ~ ') rows_of_snapshot') -%}
    {{ return({'created': true, 'inserted': counted.rows[0][0] | int, 'closed': 0, 'deleted': 0, 'columns': []}) }}
  {%- endif -%}

  {%- do adapter.assert_valid_snapshot_target_given_strategy(target_relation, snapshot_names(), strategy) -%}
  {%- set changes = {} -%}
  {%- for row in run_query(snapshot_count_changes(snapshot_staging_table(strategy, sql, target_relation))).rows -%}
    {%- do changes.update({row[0]: row[1] | int}) -%}
  {%- endfor -%}
  {%- set known = adapter.get_columns_in_relation(target_relation) | map(attribute='name') | map('lower') | list -%}
  {%- set columns = [] -%}
  {%- for column in adapter.get_column_schema_from_query(sql) if column.name | lower not in known -%}
    {%- do columns.append(column.name) -%}
  {%- endfor -%}
  {%- set deleted = changes.get('delete', 0) -%}
  {{ return({
    'created': false,
    'inserted': changes.get('insert', 0),
    'closed': changes.get('update', 0) + deleted,
    'deleted': deleted,
    'columns': columns,
  }) }}
{% endmacro %}


{% macro snapshot_count_changes(staging_sql) %}
  select dbt_change_type, count(*) from (
    {{ staging_sql }}
  ) changes_of_snapshot
  group by dbt_change_type
{% endmacro %}
