{# Indexes, as the config says them: `indexes: [{columns, unique, type}]`. #}

{% macro postgres__get_create_index_sql(relation, index_dict) -%}
  {%- set index = adapter.parse_index(index_dict) -%}
  create {{ 'unique ' if index.unique }}index if not exists {{ adapter.quote(index.render(relation)) }}
  on {{ relation }} {{ 'using ' ~ index.type if index.type }} ({{ index.columns | join(', ') }})
{%- endmacro %}


{# All of them in one call. #}
{% macro postgres__create_indexes(relation) -%}
  {%- do postgres__run_create_indexes(relation, config.get('indexes') or []) -%}
{%- endmacro %}

{# Expressions are printed by the server in words of its own: whether such an index is there cannot be told, so it is left out. #}
{% macro postgres__create_missing_indexes(relation) -%}
  {%- set entries = [] -%}
  {%- for entry in config.get('indexes') or [] if not postgres__has_expressions(adapter.parse_index(entry)) -%}
    {%- do entries.append(entry) -%}
  {%- endfor -%}
  {%- if entries -%}
    {%- do postgres__run_create_indexes(relation, postgres__index_changes(relation, entries).create) -%}
  {%- endif -%}
{%- endmacro %}

{% macro postgres__run_create_indexes(relation, entries) -%}
  {%- if entries -%}
    {%- do run_query(postgres__create_indexes_sql(relation, entries)) -%}
  {%- endif -%}
{%- endmacro %}

{% macro postgres__create_indexes_sql(relation, entries) -%}
  {% for entry in entries -%}
    {{ get_create_index_sql(relation, entry) }};
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


{# {drop: names of indexes, create: entries of `indexes`} that make a relation's indexes those of the entries. #}
{% macro postgres__index_changes(relation, entries) %}
  {% set wanted = {} %}
  {% for entry in entries %}
    {% set index = adapter.parse_index(entry) %}
    {% do wanted.update({postgres__index_key(index.columns, index.unique, index.type or 'btree'): entry}) %}
  {% endfor %}
  {% set present = [] %}
  {% set dropped = [] %}
  {% for row in run_query(get_show_indexes_sql(relation)).rows %}
    {% set key = postgres__index_key(row['column_names'].split(','), row['unique'], row['method']) %}
    {% do (present if key in wanted else dropped).append(key if key in wanted else row['name']) %}
  {% endfor %}
  {% set created = [] %}
  {% for key, entry in wanted.items() if key not in present %}
    {% do created.append(entry) %}
  {% endfor %}
  {{ return({'drop': dropped, 'create': created}) }}
{% endmacro %}

{% macro postgres__has_expressions(index) %}
  {% for column in index.columns if not modules.re.match('^ *("[^"]+"|[A-Za-z_][A-Za-z0-9_$]*) *$', column) %}
    {{ return(true) }}
  {% endfor %}
  {{ return(false) }}
{% endmacro %}

{# What makes two indexes the same: names are none of it. #}
{% macro postgres__index_key(columns, unique, method) %}
  {% set names = [] %}
  {% for column in columns %}
    {% do names.append(column | trim | replace('"', '') | lower) %}
  {% endfor %}
  {{ return(names | join(',') ~ ' ' ~ method | lower ~ (' unique' if unique else '')) }}
{% endmacro %}
