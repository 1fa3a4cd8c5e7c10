{#
  How a snapshot finds out that a row changed. A strategy is a macro snapshot_<name>_strategy that returns a dict:
  unique_key, updated_at, row_changed, scd_id (expressions) and hard_deletes. Projects may add their own.
#}

{% macro strategy_dispatch(name) -%}
  {%- set package = none -%}
  {%- set own_name = name -%}
  {%- if '.' in name -%}
    {%- set package, own_name = name.split('.', 1) -%}
    {%- if package not in context -%}
      {{ exceptions.raise_compiler_error("Could not find package '" ~ package ~ "', called with '" ~ name ~ "'") }}
    {%- endif -%}
  {%- endif -%}
  {%- set namespace = context if package is none else context[package] -%}
  {%- set macro_name = 'snapshot_' ~ own_name ~ '_strategy' -%}
  {%- if macro_name not in namespace -%}
    {{ exceptions.raise_compiler_error("The specified strategy macro '" ~ own_name ~ "' was not found in package '" ~ package ~ "'") }}
  {%- endif -%}
  {{ return(namespace[macro_name]) }}
{%- endmacro %}


{# The id of a version: a hash of the unique key and the time. #}
{% macro snapshot_hash_arguments(args) -%}
  {{ adapter.dispatch('snapshot_hash_arguments', 'dbt')(args) }}
{%- endmacro %}

{% macro default__snapshot_hash_arguments(args) -%}
  md5({% for arg in args -%}
    coalesce(cast({{ arg }} as varchar ), '')
    {% if not loop.last %} || '|' || {% endif %}
  {%- endfor %})
{%- endmacro %}


{# A string as a time of the snapshot's own kind. #}
{% macro snapshot_string_as_time(timestamp) -%}
  {{ adapter.dispatch('snapshot_string_as_time', 'dbt')(timestamp) }}
{%- endmacro %}

{% macro default__snapshot_string_as_time(timestamp) %}
  {% do exceptions.raise_not_implemented('snapshot_string_as_time macro not implemented for adapter ' ~ adapter.type()) %}
{% endmacro %}


{# Changed: the row says so by a later updated_at. #}
{% macro snapshot_timestamp_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
  {% set config = model_config %}
  {% set unique_key = config.get('unique_key') %}
  {% set updated_at = config.get('updated_at') %}
  {% set names = snapshot_names() %}
  {% set hard_deletes = adapter.get_hard_deletes_behavior(config) %}
  {{ return({
    'unique_key': unique_key,
    'updated_at': updated_at,
    'row_changed': '(' ~ snapshotted_rel ~ '.' ~ names.dbt_valid_from ~ ' < ' ~ current_rel ~ '.' ~ updated_at ~ ')',
    'scd_id': snapshot_hash_arguments(api.Relation.scd_args(unique_key, updated_at)),
    'invalidate_hard_deletes': hard_deletes == 'invalidate',
    'hard_deletes': hard_deletes,
  }) }}
{% endmacro %}


{# Changed: one of the checked columns has another value. #}
{% macro snapshot_check_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
  {% set config = model_config %}
  {% set unique_key = config.get('unique_key') %}
  {% set updated_at = config.get('updated_at') or snapshot_get_time() %}
  {% set column_added, checked = snapshot_check_all_get_existing_columns(node, target_exists, config['check_cols']) %}
  {% set row_changed -%}
    (
    {%- if column_added -%}
      {{ get_true_sql() }}
    {%- else -%}
      {%- for column in checked -%}
        {{ snapshot_column_changed(snapshotted_rel ~ '.' ~ column, current_rel ~ '.' ~ column) }}{{ ' or ' if not loop.last }}
      {%- endfor -%}
    {%- endif -%}
    )
  {%- endset %}
  {% set hard_deletes = adapter.get_hard_deletes_behavior(config) %}
  {{ return({
    'unique_key': unique_key,
    'updated_at': updated_at,
    'row_changed': row_changed,
    'scd_id': snapshot_hash_arguments(api.Relation.scd_args(unique_key, updated_at)),
    'invalidate_hard_deletes': hard_deletes == 'invalidate',
    'hard_deletes': hard_deletes,
  }) }}
{% endmacro %}

{# Null is a value here: null to something and back are changes. #}
{% macro snapshot_column_changed(old, new) -%}
  {{ old }} != {{ new }}
  or
  (
    (({{ old }} is null) and not ({{ new }} is null))
    or
    ((not {{ old }} is null) and ({{ new }} is null))
  )
{%- endmacro %}


{#
  (whether a checked column is new, the quoted checked columns that the snapshot has). The rows before a new column are all
  changed: their value of it is unknown.
#}
{% macro snapshot_check_all_get_existing_columns(node, target_exists, check_cols_config) -%}
  {%- if not target_exists -%}
    {{ return((false, [])) }}
  {%- endif -%}

  {%- if check_cols_config == 'all' -%}
    {%- set wanted = get_columns_in_query(node['compiled_code']) -%}
  {%- elif check_cols_config is iterable and check_cols_config is not string and check_cols_config | length > 0 -%}
    {%- set wanted = check_cols_config -%}
  {%- else -%}
    {% do exceptions.raise_compiler_error("Invalid value for 'check_cols': " ~ check_cols_config) %}
  {%- endif -%}

  {%- set snapshot_relation = api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias) -%}
  {%- set present = {} -%}
  {%- for column in adapter.get_columns_in_relation(snapshot_relation) -%}
    {%- do present.update({column.name | lower: column.name}) -%}
  {%- endfor -%}
  {%- set state = namespace(column_added=false) -%}
  {%- set checked = [] -%}
  {%- for name in wanted -%}
    {%- if name | lower in present -%}
      {%- do checked.append(adapter.quote(present[name | lower])) -%}
    {%- else -%}
      {%- set state.column_added = true -%}
    {%- endif -%}
  {%- endfor -%}
  {{ return((state.column_added, checked)) }}
{%- endmacro %}


{% macro get_true_sql() %}
  {{ adapter.dispatch('get_true_sql', 'dbt')() }}
{% endmacro %}

{% macro default__get_true_sql() %}
  {{ return('TRUE') }}
{% endmacro %}
