{# Indexes, as the config says them: `indexes: [{columns, unique, type}]`. #}

{% macro postgres__get_create_index_sql(relation, index_dict) -%}
  {%- set index = adapter.parse_index(index_dict) -%}
  create {{ 'unique ' if index.unique }}index if not exists {{ adapter.quote(index.render(relation)) }}
  on {{ relation }} {{ 'using ' ~ index.type if index.type }} ({{ index.columns | join(', ') }})
{%- endmacro %}


{# All of them in one call. #}
{% macro postgres__create_indexes(relation) -%}
  {%- set sql = postgres__create_indexes_sql(relation) -%}
  {%- if sql | trim -%}
    {%- do run_query(sql) -%}
  {%- endif -%}
{%- endmacro %}

{% macro postgres__create_indexes_sql(relation) -%}
  {% for index_dict in config.get('indexes') or [] -%}
    {{ get_create_index_sql(relation, index_dict) }};
  {% endfor %}
{%- endmacro %}


{% macro postgres__get_drop_index_sql(relation, index_name) -%}
  drop index if exists {{ adapter.quote(relation.schema) }}.{{ adapter.quote(index_name) }}
{%- endmacro %}


{# name, method, unique and column_names (in the index's order, joined by commas) of each index. #}
{% macro postgres__get_show_indexes_sql(relation) %}
  select
    indexes.relname as name,
    amname as method,
    indisunique as "unique",
    (
      select string_agg(pg_catalog.pg_get_indexdef(indexrelid, position, true), ',' order by position)
      from generate_series(1, indnkeyatts) as position
    ) as column_names
  from pg_catalog.pg_index
  join pg_catalog.pg_class as indexes on indexes.oid = indexrelid
  join pg_catalog.pg_am on pg_am.oid = indexes.relam
  where indrelid = {{ postgres__relation_oid(relation) }}
  order by 1
{% endmacro %}
