{#
  The first run, and a full refresh, build the table from the query. Later runs bring the query's rows in with one job: a merge
  from the query itself, or, where its columns or partitions have to be known first, from a table that holds its rows.
#}
{% materialization incremental, adapter='bigquery', supported_languages=['sql'] -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table') -%}
  {%- set raw_partition_by = config.get('partition_by', none) -%}
  {%- set partition_config = adapter.parse_partition_by(raw_partition_by) -%}
  {%- set cluster = config.get('cluster_by', none) -%}
  {%- set strategy = bq_incremental_strategy(config.get('incremental_strategy') or 'merge', partition_config) -%}
  {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}
  {%- set rebuild = existing_relation is none or should_full_refresh() or not existing_relation.is_table -%}
  {% do require_batch() %}

  {{ run_hooks(pre_hooks) }}

  {% if rebuild %}
    {% do bq_make_way(existing_relation, raw_partition_by, cluster) %}
    {% call statement('main') -%}
      {{ create_table_as(False, target_relation, sql) }}
    {%- endcall %}
  {% elif strategy in ['merge', 'insert_overwrite', 'microbatch'] %}
    {% do bq_bring_in(strategy, on_schema_change, partition_config, existing_relation, target_relation) %}
  {% else %}
    {% do bq_run_custom_strategy(strategy, on_schema_change, existing_relation, target_relation) %}
  {% endif %}

  {{ run_hooks(post_hooks) }}

  {% set revoke = should_revoke(existing_relation, should_full_refresh()) %}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) %}
  {% do persist_docs(target_relation, model) %}

  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}


{# Refuses what BigQuery can't do; the strategy's name otherwise. #}
{% macro bq_incremental_strategy(strategy, partition_config) %}
  {% if strategy == 'microbatch' %}
    {% if partition_config is none or not config.get('partition_by') is mapping %}
      {{ exceptions.raise_compiler_error("The 'microbatch' strategy requires a `partition_by` config.") }}
    {% elif partition_config.granularity != config.get('batch_size') %}
      {{ exceptions.raise_compiler_error("The 'microbatch' strategy requires a `partition_by` config with the same granularity as its configured `batch_size`. Got:\n  `batch_size`: "
        ~ config.get('batch_size') ~ '\n  `partition_by.granularity`: ' ~ partition_config.granularity) }}
    {% endif %}
  {% elif strategy == 'insert_overwrite' and partition_config is none %}
    {{ exceptions.raise_compiler_error("The 'insert_overwrite' strategy requires the `partition_by` config.") }}
  {% elif strategy == 'merge' and partition_config is not none and partition_config.copy_partitions %}
    {{ exceptions.raise_compiler_error("The 'copy_partitions' option requires the 'incremental_strategy' option to be set to 'insert_overwrite' or 'microbatch'.") }}
  {% endif %}
  {{ return(strategy) }}
{% endmacro %}


{% macro bq_bring_in(strategy, on_schema_change, partition_config, existing_relation, target_relation) %}
  {% set staging = bq_staging_relation(target_relation) %}
  {# Only a table's columns can be compared; a query's are not known before it runs. #}
  {% set staged = on_schema_change != 'ignore' %}
  {% set columns = none %}
  {% if staged %}
    {% call statement('create_staging') -%}
      {{ create_table_as(True, staging, sql) }}
    {%- endcall %}
    {% set columns = process_schema_changes(on_schema_change, staging, existing_relation) %}
  {% endif %}
  {% set columns = columns or adapter.get_columns_in_relation(existing_relation) %}
  {% if partition_config is not none and partition_config.time_ingestion_partitioning %}
    {% set columns = adapter.add_time_ingestion_partition_column(partition_config, columns) %}
  {% endif %}

  {% if strategy == 'merge' %}
    {% call statement('main') -%}
      {{ bq_merge_sql(partition_config, target_relation, staging, staged, columns) }}
    {%- endcall %}
    {% if staged %}
      {% do adapter.drop_relation(staging.incorporate(type='table')) %}
    {% endif %}
  {% else %}
    {% do bq_insert_overwrite(partition_config, target_relation, staging, staged, columns) %}
  {% endif %}
{% endmacro %}


{# A name of its own for each batch: batches run at the same time. #}
{% macro bq_staging_relation(target_relation) %}
  {% set suffix = '__dbt_tmp' ~ ('_' ~ (model.batch.id | string | replace('-', '')) if model.batch else '') %}
  {{ return(make_temp_relation(target_relation, suffix).incorporate(type='table')) }}
{% endmacro %}


{# The strategy is a macro of the project: it gets the rows in a table, as on every warehouse. #}
{% macro bq_run_custom_strategy(strategy, on_schema_change, existing_relation, target_relation) %}
  {% set staging = bq_staging_relation(target_relation) %}
  {% call statement('create_staging') -%}
    {{ create_table_as(True, staging, sql) }}
  {%- endcall %}
  {% call statement('main') -%}
    {{ incremental_build_sql(on_schema_change, staging, existing_relation, target_relation) }}
  {%- endcall %}
  {% do adapter.drop_relation(staging) %}
{% endmacro %}
