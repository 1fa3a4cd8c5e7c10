{#
  Replaces whole partitions: those of the config `partitions` (static), or those that the query's rows are in (dynamic); by a merge,
  or by copying partitions, which costs no scan.
#}
{% macro bq_insert_overwrite(partition_config, target_relation, staging, staged, columns) %}
  {% set partitions = config.get('partitions', none) %}
  {% if partition_config.copy_partitions %}
    {% do bq_copy_partitions(partition_config, target_relation, staging, staged, partitions) %}
  {% elif partitions %}
    {% call statement('main') -%}
      {{ bq_static_overwrite_sql(partition_config, partitions, target_relation, staging, staged, columns) }}
    {%- endcall %}
    {% if staged %}
      {% do adapter.drop_relation(staging) %}
    {% endif %}
  {% else %}
    {% call statement('main') -%}
      {{ bq_dynamic_overwrite_sql(partition_config, target_relation, staging, staged, columns) }}
    {%- endcall %}
  {% endif %}
{% endmacro %}


{% macro bq_static_overwrite_sql(partition_config, partitions, target_relation, staging, staged, columns) -%}
  {%- set predicate -%}
    {{ partition_config.render_wrapped(alias='DBT_INTERNAL_DEST') }} in (
      {{ partitions | join(', ') }}
    )
  {%- endset -%}
  {%- set source -%}
    (
      {{ bq_source_sql(partition_config, staging, staged) }}
    )
  {%- endset -%}
  {{ get_insert_overwrite_merge_sql(target_relation, source, columns, [predicate], include_sql_header=true) }}
{%- endmacro %}


{# A script, so that the partitions are known as constants when the merge is planned: only they are read. #}
{% macro bq_dynamic_overwrite_sql(partition_config, target_relation, staging, staged, columns) -%}
  {%- set predicate -%}
    {{ partition_config.render_wrapped(alias='DBT_INTERNAL_DEST') }} in unnest(dbt_partitions_for_replacement)
  {%- endset -%}
  {%- set source -%}
    (
      {{ bq_source_sql(partition_config, staging, true) }}
    )
  {%- endset -%}
  declare dbt_partitions_for_replacement array<{{ partition_config.data_type_for_partition() }}>;

  {% if not staged -%}
    {{ create_table_as(True, staging, sql) }}
  {%- endif %}

  set (dbt_partitions_for_replacement) = (
    select as struct
      array_agg(distinct {{ bq_partition_of_staged_row(partition_config) }} ignore nulls)
    from {{ staging }}
  );

  {{ get_insert_overwrite_merge_sql(target_relation, source, columns, [predicate], include_sql_header=false) }};

  drop table if exists {{ staging }}
{%- endmacro %}


{# The staging table of a target that is partitioned by loading time still has the column that says that time. #}
{% macro bq_partition_of_staged_row(partition_config) -%}
  {%- if partition_config.time_ingestion_partitioning -%}
    {%- set type = partition_config.data_type | lower -%}
    {%- set value = type ~ '(' ~ partition_config.field ~ ')' -%}
    {{ type ~ '_trunc(' ~ value ~ ', ' ~ partition_config.granularity ~ ')' if partition_config.data_type_should_be_truncated() else value }}
  {%- else -%}
    {{ partition_config.render_wrapped() }}
  {%- endif -%}
{%- endmacro %}


{# Copy jobs: free, and each atomic. They run once all rows of all partitions are there. #}
{% macro bq_copy_partitions(partition_config, target_relation, staging, staged, partitions) %}
  {% if not staged %}
    {% call statement('main') -%}
      {{ create_table_as(False, staging, sql) if partition_config.time_ingestion_partitioning else create_table_as(True, staging, sql) }}
    {%- endcall %}
  {% else %}
    {% call noop_statement('main', message='copied partitions', code='COPY') -%}
      -- partitions of {{ staging }} replace those of {{ target_relation }}
    {%- endcall %}
  {% endif %}
  {% set wanted = bq_partitions_to_copy(partition_config, staging) %}
  {% for partition in wanted %}
    {% do adapter.copy_table(
      bq_partition_relation(staging, partition), bq_partition_relation(target_relation, partition), 'table'
    ) %}
  {% endfor %}
  {% do adapter.drop_relation(staging) %}
{% endmacro %}

{# Ids of the partitions that the staging table has: 20240131 or, by the hour, 2024013107. #}
{% macro bq_partitions_to_copy(partition_config, staging) %}
  {%- set formats = {'hour': '%Y%m%d%H', 'day': '%Y%m%d', 'month': '%Y%m', 'year': '%Y'} -%}
  {%- set type = partition_config.data_type | lower -%}
  {%- set partition = partition_config.render_wrapped() -%}
  {%- set id = 'cast(' ~ partition ~ ' as string)' if type == 'int64'
    else 'format_' ~ type ~ '("' ~ formats[partition_config.granularity] ~ '", ' ~ partition ~ ')' -%}
  {% set rows = run_query('select distinct ' ~ id ~ ' as id from ' ~ staging ~ ' where ' ~ partition ~ ' is not null order by id') %}
  {{ return(rows.columns[0].values()) }}
{% endmacro %}

{% macro bq_partition_relation(relation, partition) %}
  {{ return(relation.incorporate(path={'identifier': relation.identifier ~ '$' ~ partition})) }}
{% endmacro %}
