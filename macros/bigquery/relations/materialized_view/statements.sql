{# Materialized views. BigQuery keeps them fresh by itself; what changes about one is its options, or all of it. #}

{% macro bigquery__get_create_materialized_view_as_sql(relation, sql) -%}
  {{ bq_materialized_view_sql('create materialized view if not exists', relation, sql) }}
{%- endmacro %}

{% macro bigquery__get_replace_materialized_view_sql(relation, sql) -%}
  {{ bq_materialized_view_sql('create or replace materialized view', relation, sql) }}
{%- endmacro %}

{% macro bq_materialized_view_sql(head, relation, sql) -%}
  {%- set partition_config = adapter.parse_partition_by(config.get('partition_by', none)) -%}
  {{ head }} {{ relation }}
  {{ partition_by(partition_config) }}
  {{ cluster_by(config.get('cluster_by', none)) }}
  {{ bigquery_options(adapter.get_materialized_view_options(config, model)) }}
  as {{ sql }}
{%- endmacro %}

{% macro bigquery__get_alter_materialized_view_as_sql(
  relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation
) %}
  {% if configuration_changes.requires_full_refresh %}
    {{ return(get_replace_sql(existing_relation, relation, sql)) }}
  {% endif %}
  alter materialized view {{ relation }}
  set {{ bigquery_options(configuration_changes.options) }}
{% endmacro %}

{% macro bigquery__get_materialized_view_configuration_changes(existing_relation, new_config) %}
  {{ return(adapter.materialized_view_changes(existing_relation, new_config, model)) }}
{% endmacro %}

{% macro bigquery__refresh_materialized_view(relation) %}
  call bq.refresh_materialized_view('{{ relation.database }}.{{ relation.schema }}.{{ relation.identifier }}')
{% endmacro %}
