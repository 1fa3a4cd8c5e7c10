{# Strategies: rows of a key are replaced where there is one, else added. #}

{% macro duckdb__get_incremental_default_sql(arg_dict) %}
  {% if arg_dict['unique_key'] %}
    {{ return(get_incremental_delete_insert_sql(arg_dict)) }}
  {% endif %}
  {{ return(get_incremental_append_sql(arg_dict)) }}
{% endmacro %}


{#
  One key column is looked up in a subquery; a list of them is joined, and the target has a name of its own there
  (DBT_INCREMENTAL_TARGET) that predicates can use.
#}
{% macro duckdb__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- set columns = get_quoted_csv(dest_columns | map(attribute='name')) -%}
  {% if unique_key and unique_key is string %}
    delete from {{ target }}
    where ({{ unique_key }}) in (
      select ({{ unique_key }})
      from {{ source }}
    )
    {%- for predicate in incremental_predicates or [] %}
      and {{ predicate }}
    {%- endfor %};
  {% elif unique_key %}
    delete from {{ target }} as DBT_INCREMENTAL_TARGET
    using {{ source }}
    where (
      {% for key in unique_key -%}
      {{ source }}.{{ key }} = DBT_INCREMENTAL_TARGET.{{ key }}
      {{ 'and ' if not loop.last }}
      {%- endfor %}
      {%- for predicate in incremental_predicates or [] %}
      and {{ predicate }}
      {%- endfor %}
    );
  {% endif %}

  insert into {{ target }} ({{ columns }})
  (
    select {{ columns }}
    from {{ source }}
  )
{%- endmacro %}


{# The rows of the batch's range are replaced. #}
{% macro duckdb__get_incremental_microbatch_sql(arg_dict) %}
  {%- if arg_dict['unique_key'] -%}
    {{ exceptions.raise_compiler_error(
      "microbatch incremental strategy does not support 'unique_key': rows are replaced by 'event_time', batch by batch. "
      ~ "Remove 'unique_key', or use incremental_strategy='merge'."
    ) }}
  {%- endif -%}
  {%- do require_batch() -%}
  {%- set columns = get_quoted_csv(arg_dict['dest_columns'] | map(attribute='name')) -%}
  {%- set conditions = [] + (arg_dict['incremental_predicates'] or []) -%}
  {%- set event_time = model.config.event_time -%}
  {%- if model.batch.event_time_start -%}
    {%- do conditions.append(event_time ~ " >= '" ~ model.batch.event_time_start ~ "'") -%}
  {%- endif -%}
  {%- if model.batch.event_time_end -%}
    {%- do conditions.append(event_time ~ " < '" ~ model.batch.event_time_end ~ "'") -%}
  {%- endif %}
  {%- set batch_only = 'where ' ~ conditions | join('\n      and ') if conditions else '' %}

  delete from {{ arg_dict['target_relation'] }}
  {{ batch_only }};

  insert into {{ arg_dict['target_relation'] }} ({{ columns }})
  select {{ columns }}
  from {{ arg_dict['temp_relation'] }}
  {{ batch_only }};
{% endmacro %}
