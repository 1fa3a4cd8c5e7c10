{#
  The changes since the last run, each marked in dbt_change_type: `insert` for a new version, `update` and `delete` for one
  that ends.
#}

{% macro snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {{ adapter.dispatch('snapshot_staging_table', 'dbt')(strategy, source_sql, target_relation) }}
{%- endmacro %}

{% macro default__snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {%- set names = snapshot_names() -%}
  {%- set key = strategy.unique_key -%}
  {%- set deletes = strategy.hard_deletes in ['invalidate', 'new_record'] -%}
  {%- set deletion_rows = strategy.hard_deletes == 'new_record' -%}
  {%- set current = config.get('dbt_valid_to_current') -%}
  {%- set valid_to = names.dbt_valid_to -%}
  {# A row that comes back after its deletion has changed, whatever the strategy sees. #}
  {%- set row_changed -%}
    {{ strategy.row_changed }}
    {%- if deletion_rows %} or snapshotted_data.{{ names.dbt_is_deleted }} = 'True'{% endif -%}
  {%- endset -%}
  {%- set known_as_deleted -%}
    snapshotted_data.{{ names.dbt_is_deleted }} = 'True'
    and snapshotted_data.{{ valid_to }} {{ '= ' ~ current if current else 'is null' }}
  {%- endset -%}

  with snapshot_query as (
    {{ source_sql }}
  ),

  snapshotted_data as (
    select *, {{ unique_key_fields(key) }}
    from {{ target_relation }}
    where
      {% if current -%}
        {# Null as well: rows from before dbt_valid_to_current was set. #}
        ( ({{ valid_to }} = {{ current }}) or {{ valid_to }} is null )
      {%- else -%}
        {{ valid_to }} is null
      {%- endif %}
  ),

  insertions_source_data as (
    select *, {{ unique_key_fields(key) }},
      {{ strategy.updated_at }} as {{ names.dbt_updated_at }},
      {{ strategy.updated_at }} as {{ names.dbt_valid_from }},
      {{ get_dbt_valid_to_current(strategy, names) }},
      {{ strategy.scd_id }} as {{ names.dbt_scd_id }}
    from snapshot_query
  ),

  updates_source_data as (
    select *, {{ unique_key_fields(key) }},
      {{ strategy.updated_at }} as {{ names.dbt_updated_at }},
      {{ strategy.updated_at }} as {{ names.dbt_valid_from }},
      {{ strategy.updated_at }} as {{ valid_to }}
    from snapshot_query
  ),

  {% if deletes %}
  deletes_source_data as (
    select *, {{ unique_key_fields(key) }}
    from snapshot_query
  ),
  {% endif %}

  insertions as (
    select
      'insert' as dbt_change_type,
      source_data.*
      {%- if deletion_rows %}, 'False' as {{ names.dbt_is_deleted }}{% endif %}
    from insertions_source_data as source_data
    left outer join snapshotted_data
      on {{ unique_key_join_on(key, 'snapshotted_data', 'source_data') }}
    where {{ unique_key_is_null(key, 'snapshotted_data') }}
      or ({{ unique_key_is_not_null(key, 'snapshotted_data') }} and ({{ row_changed }}))
  ),

  updates as (
    select
      'update' as dbt_change_type,
      source_data.*,
      snapshotted_data.{{ names.dbt_scd_id }}
      {%- if deletion_rows %}, snapshotted_data.{{ names.dbt_is_deleted }}{% endif %}
    from updates_source_data as source_data
    join snapshotted_data
      on {{ unique_key_join_on(key, 'snapshotted_data', 'source_data') }}
    where ({{ row_changed }})
  )

  {% if deletes -%}
  ,

  deletes as (
    select
      'delete' as dbt_change_type,
      source_data.*,
      {{ snapshot_get_time() }} as {{ names.dbt_updated_at }},
      {{ snapshot_get_time() }} as {{ names.dbt_valid_from }},
      {{ snapshot_get_time() }} as {{ valid_to }},
      snapshotted_data.{{ names.dbt_scd_id }}
      {%- if deletion_rows %}, snapshotted_data.{{ names.dbt_is_deleted }}{% endif %}
    from snapshotted_data
    left join deletes_source_data as source_data
      on {{ unique_key_join_on(key, 'snapshotted_data', 'source_data') }}
    where {{ unique_key_is_null(key, 'source_data') }}
    {%- if deletion_rows %}
      and not ({{ known_as_deleted }})
    {%- endif %}
  )
  {%- endif %}

  {% if deletion_rows -%}
  ,

  deletion_records as (
    select
      'insert' as dbt_change_type,
      {{ snapshot_columns_of_deleted(source_sql, target_relation) }}
      {% if key is not string and key is iterable -%}
        {%- for part in key -%}
          snapshotted_data.dbt_unique_key_{{ loop.index }},
        {% endfor -%}
      {%- else -%}
        snapshotted_data.dbt_unique_key,
      {%- endif %}
      {{ snapshot_get_time() }} as {{ names.dbt_updated_at }},
      {{ snapshot_get_time() }} as {{ names.dbt_valid_from }},
      snapshotted_data.{{ valid_to }} as {{ valid_to }},
      {{ snapshot_hash_arguments(['snapshotted_data.' ~ names.dbt_scd_id, snapshot_get_time()]) }} as {{ names.dbt_scd_id }},
      'True' as {{ names.dbt_is_deleted }}
    from snapshotted_data
    left join deletes_source_data as source_data
      on {{ unique_key_join_on(key, 'snapshotted_data', 'source_data') }}
    where {{ unique_key_is_null(key, 'source_data') }}
      and not ({{ known_as_deleted }})
  )
  {%- endif %}

  select * from insertions
  union all
  select * from updates
  {%- if deletes %}
  union all
  select * from deletes
  {%- endif %}
  {%- if deletion_rows %}
  union all
  select * from deletion_records
  {%- endif %}
{%- endmacro %}


{# The query's columns as the snapshot knows them; null for those that it does not have yet. #}
{% macro snapshot_columns_of_deleted(source_sql, target_relation) -%}
  {%- set known = adapter.get_columns_in_relation(target_relation) | map(attribute='name') | map('lower') | list -%}
  {%- for name in get_columns_in_query(source_sql) -%}
    {%- if name | lower in known -%}
      snapshotted_data.{{ adapter.quote(name) }},
    {%- else -%}
      null as {{ adapter.quote(name) }},
    {%- endif %}
  {% endfor -%}
{%- endmacro %}
