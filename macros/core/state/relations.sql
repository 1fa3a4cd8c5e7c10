{#
  What quern itself keeps in the warehouse (marks, staged files, metrics, purges): tables of one schema beside the target's. Nothing is made before
  the first write. A project that wants them elsewhere overrides quern_state_schema.
#}

{# The schema of quern's own tables. #}
{% macro quern_state_schema() -%}
  {{ return(adapter.dispatch('quern_state_schema', 'dbt')()) }}
{%- endmacro %}

{% macro default__quern_state_schema() -%}
  {{ return(target.schema ~ '_quern') }}
{%- endmacro %}


{# The relation of one of quern's own tables, whether it is there or not. #}
{% macro quern_state_relation(name) -%}
  {{ return(api.Relation.create(database=target.database, schema=quern_state_schema(), identifier=name, type='table')) }}
{%- endmacro %}


{# The relation if it is there, or none: what is to be asked before reading. The schema is listed once a run. #}
{% macro quern_state_found(name) -%}
  {%- set relation = quern_state_relation(name) -%}
  {{ return(relation if execute and load_cached_relation(relation) is not none else none) }}
{%- endmacro %}


{#
  The relation, made if it is not there: what is to be called before writing. `columns` are {name: kind}, a kind one of string, timestamp,
  int, bigint, float, boolean, numeric. Not to be called inside a model's transaction: making the schema commits.
#}
{% macro quern_state_table(name, columns) -%}
  {%- set relation = quern_state_relation(name) -%}
  {%- if execute and load_cached_relation(relation) is none -%}
    {%- do adapter.create_schema(relation) -%}
    {%- do quern_state_write(create_quern_state_table(relation, columns)) -%}
    {%- do adapter.cache_added(relation) -%}
  {%- endif -%}
  {{ return(relation) }}
{%- endmacro %}

{# Runs a statement that writes, and commits it with all that ran before it. Not to be called inside a model's transaction. #}
{% macro quern_state_write(sql) -%}
  {%- do run_query(sql) -%}
  {%- do adapter.commit() -%}
{%- endmacro %}

{% macro create_quern_state_table(relation, columns) -%}
  create table if not exists {{ relation }} (
    {%- for column, kind in columns.items() %}
    {{ column }} {{ quern_state_type(kind) }}{{ ',' if not loop.last }}
    {%- endfor %}
  )
{%- endmacro %}

{% macro quern_state_type(kind) -%}
  {%- set types = {
    'string': dbt.type_string(), 'timestamp': dbt.type_timestamp(), 'int': dbt.type_int(), 'bigint': dbt.type_bigint(),
    'float': dbt.type_float(), 'boolean': dbt.type_boolean(), 'numeric': dbt.type_numeric(),
  } -%}
  {{ return(types[kind]) }}
{%- endmacro %}
