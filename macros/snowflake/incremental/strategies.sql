{# Strategies. One statement is atomic by itself; several go into a transaction. #}

{% macro snowflake__get_incremental_default_sql(arg_dict) %}
  {{ return(get_incremental_merge_sql(arg_dict)) }}
{% endmacro %}


{# Without a key nothing can match: the rows are inserted. #}
{% macro snowflake__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- set predicates = [incremental_predicates] if incremental_predicates is string else incremental_predicates -%}
  {%- if unique_key -%}
    {{ default__get_merge_sql(target, source, unique_key, dest_columns, predicates) }}
  {%- else -%}
    {{ sql_header_of_model() }}
    {{ get_insert_into_sql(target, source, dest_columns) }}
  {%- endif -%}
{%- endmacro %}


{% macro snowflake__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- set predicates = [incremental_predicates] if incremental_predicates is string else incremental_predicates -%}
  {%- if unique_key -%}
    {{ snowflake_dml_explicit_transaction(
      default__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, predicates)
    ) }}
  {%- else -%}
    {{ get_insert_into_sql(target, source, dest_columns) }}
  {%- endif -%}
{%- endmacro %}


{# The whole table is overwritten, in one statement; it keeps its definition and grants. `overwrite_columns` names the columns to write. #}
{% macro snowflake__get_incremental_insert_overwrite_sql(arg_dict) -%}
  {%- set columns = config.get('overwrite_columns') or get_quoted_csv(arg_dict['dest_columns'] | map(attribute='name')) -%}
  {%- set columns = columns if columns is string else columns | join(', ') -%}
  insert overwrite into {{ arg_dict['target_relation'] }} ({{ columns }})
  select {{ columns }}
  from {{ arg_dict['temp_relation'] }}
{%- endmacro %}


{# The rows of the batch's range are replaced. #}
{% macro snowflake__get_incremental_microbatch_sql(arg_dict) -%}
  {%- set columns = get_quoted_csv(arg_dict['dest_columns'] | map(attribute='name')) -%}
  {%- set predicates = arg_dict['incremental_predicates'] or [] -%}
  {%- set conditions = [predicates] if predicates is string else [] + predicates -%}
  {%- set event_time = 'DBT_INTERNAL_TARGET.' ~ model.config.event_time -%}
  {%- if model.batch.event_time_start -%}
    {%- do conditions.append(event_time ~ " >= to_timestamp_tz('" ~ model.batch.event_time_start ~ "')") -%}
  {%- endif -%}
  {%- if model.batch.event_time_end -%}
    {%- do conditions.append(event_time ~ " < to_timestamp_tz('" ~ model.batch.event_time_end ~ "')") -%}
  {%- endif -%}
  {%- set dml -%}
  delete from {{ arg_dict['target_relation'] }} as DBT_INTERNAL_TARGET
  {%- if conditions %}
  where {{ conditions | join('\n    and ') }}
  {%- endif %};
  insert into {{ arg_dict['target_relation'] }} ({{ columns }})
  select {{ columns }}
  from {{ arg_dict['temp_relation'] }}
  {%- endset -%}
  {{ snowflake_dml_explicit_transaction(dml) }}
{%- endmacro %}
