{#
  Columns of a relation of any kind, temporary ones included. Types are called as the information schema calls them; arrays and types
  that users made have their own names, with which a cast can be written.
#}
{% macro postgres__get_columns_in_relation(relation) -%}
  {% call statement('get_columns_in_relation', fetch_result=True, auto_begin=False) %}
    select
      attname as column_name,
      pg_catalog.format_type(types.type_id, null) as data_type,
      information_schema._pg_char_max_length(types.type_id, types.modifier) as character_maximum_length,
      information_schema._pg_numeric_precision(types.type_id, types.modifier) as numeric_precision,
      information_schema._pg_numeric_scale(types.type_id, types.modifier) as numeric_scale
    from pg_catalog.pg_attribute as attributes
    join pg_catalog.pg_type on pg_type.oid = atttypid
    cross join lateral (
      select
        information_schema._pg_truetypid(attributes, pg_type) as type_id,
        information_schema._pg_truetypmod(attributes, pg_type) as modifier
    ) as types
    where attrelid = {{ postgres__relation_oid(relation) }}
      and attnum > 0
      and not attisdropped
    order by attnum
  {% endcall %}
  {{ return(sql_convert_columns_in_relation(load_result('get_columns_in_relation').table)) }}
{% endmacro %}
