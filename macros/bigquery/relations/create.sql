{# Creating tables and views: always `create or replace`, which is one step for readers. #}

{% macro bigquery__create_table_as(temporary, relation, compiled_code, language='sql') -%}
  {%- if language != 'sql' -%}
    {% do exceptions.raise_compiler_error("bigquery__create_table_as cannot run code in '" ~ language ~ "'") %}
  {%- endif -%}
  {%- set raw_partition_by = config.get('partition_by', none) -%}
  {%- set partition_config = adapter.parse_partition_by(raw_partition_by) -%}
  {%- set ingestion = partition_config is not none and partition_config.time_ingestion_partitioning -%}
  {%- if ingestion and not temporary -%}
    {{ bq_create_ingestion_table_as(partition_config, relation, compiled_code) }}
  {%- else -%}
    {%- set contracted = config.get('contract').enforced and not temporary -%}
    {{ sql_header_of_model() }}
    create or replace table {{ relation }}
    {% if contracted -%}
      {{ get_assert_columns_equivalent(compiled_code) }}
      {{ get_table_columns_and_constraints() }}
      {%- set compiled_code = get_select_subquery(compiled_code) -%}
    {%- endif %}
    {{ partition_by(partition_config) if not ingestion }}
    {{ cluster_by(config.get('cluster_by', none)) }}
    {{ bigquery_table_options(config, model, temporary) }}
    as (
      {{ compiled_code }}
    );
  {%- endif -%}
{%- endmacro %}


{#
  A table that is partitioned by the time of loading can't be created from a query: it is created with the query's columns and
  filled by an insert that says the partition of each row.
#}
{% macro bq_create_ingestion_table_as(partition_config, relation, compiled_code) -%}
  {%- set columns = adapter.get_columns_in_select_sql(compiled_code) -%}
  {%- set kept = partition_config.reject_partition_field_column(columns) -%}
  {{ sql_header_of_model() }}
  create or replace table {{ relation }} (
    {% for column in kept -%}
      {{ column.quoted }} {{ column.data_type }}{{ ',' if not loop.last }}
    {% endfor -%}
  )
  {{ partition_by(partition_config) }}
  {{ cluster_by(config.get('cluster_by', none)) }}
  {{ bigquery_table_options(config, model, false) }};
  {{ bq_insert_into_ingestion_table(partition_config, relation, compiled_code, kept) }};
{%- endmacro %}

{% macro bq_insert_into_ingestion_table(partition_config, relation, source_sql, columns) -%}
  {%- set names = columns | map(attribute='quoted') | join(', ') -%}
  insert into {{ relation }} ({{ partition_config.insertable_time_partitioning_field() }}, {{ names }})
  select timestamp({{ partition_config.field }}) as {{ partition_config.insertable_time_partitioning_field() }}, {{ names }}
  from (
    {{ source_sql }}
  )
{%- endmacro %}


{% macro bigquery__create_view_as(relation, sql) -%}
  {{ sql_header_of_model() }}
  create or replace view {{ relation }}
  {% if config.get('contract').enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif %}
  {{ bigquery_view_options(config, model) }}
  as (
    {{ sql }}
  );
{%- endmacro %}


{# Old and new of one kind: one statement. Otherwise the old one has to go first. #}
{% macro bigquery__get_replace_sql(existing_relation, target_relation, sql) %}
  {%- if existing_relation.type != target_relation.type %}
    {{ get_drop_sql(existing_relation) }};
  {%- endif %}
  {% if target_relation.is_materialized_view and existing_relation.is_materialized_view %}
    {{- get_replace_materialized_view_sql(target_relation, sql) }}
  {%- else %}
    {{- get_create_sql(target_relation, sql) }}
  {%- endif %}
{% endmacro %}
