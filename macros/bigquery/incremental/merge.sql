{# One merge from the query, or from the table that holds its rows. #}
{% macro bq_merge_sql(partition_config, target_relation, staging, staged, columns) -%}
  {%- set predicates = config.get('predicates', none) or config.get('incremental_predicates', none) or [] -%}
  {%- set predicates = predicates if predicates is not string else [predicates] -%}
  {%- set predicates = predicates + bq_partition_filter_predicate(partition_config) -%}
  {%- set source -%}
    (
      {{ bq_source_sql(partition_config, staging, staged) }}
    )
  {%- endset -%}
  {{ get_merge_sql(target_relation, source, config.get('unique_key'), columns, predicates) }}
{%- endmacro %}


{# The query's rows, with the partition that each goes to where the table has no column that says it. #}
{% macro bq_source_sql(partition_config, staging, staged) -%}
  {%- set rows = 'select * from ' ~ staging if staged else sql -%}
  {%- if partition_config is not none and partition_config.time_ingestion_partitioning -%}
    select timestamp({{ partition_config.field }}) as {{ partition_config.insertable_time_partitioning_field() }}, * except({{ partition_config.field }})
    from (
      {{ rows }}
    )
  {%- else -%}
    {{ rows }}
  {%- endif -%}
{%- endmacro %}


{# A table that refuses to be read without a filter on its partitions takes one that holds for all of them. #}
{% macro bq_partition_filter_predicate(partition_config) %}
  {% if partition_config is none or not config.get('require_partition_filter', false) %}
    {{ return([]) }}
  {% endif %}
  {% set field = partition_config.time_partitioning_field() if partition_config.time_ingestion_partitioning else partition_config.field %}
  {{ return(['(`DBT_INTERNAL_DEST`.`' ~ field ~ '` is not null or `DBT_INTERNAL_DEST`.`' ~ field ~ '` is null)']) }}
{% endmacro %}
