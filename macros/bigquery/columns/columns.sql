{# Columns come from the API: no query is paid for. #}

{% macro bigquery__get_columns_in_relation(relation) -%}
  {{ return(adapter.get_columns_in_relation(relation)) }}
{%- endmacro %}

{% macro bigquery__get_columns_in_query(select_sql) %}
  {{ return(adapter.get_columns_in_select_sql(select_sql) | map(attribute='name') | list) }}
{% endmacro %}


{% macro bigquery__alter_relation_add_remove_columns(relation, add_columns, remove_columns) %}
  {% set changes = [] %}
  {% for column in add_columns or [] %}
    {% do changes.append('add column ' ~ column.quoted ~ ' ' ~ column.data_type) %}
  {% endfor %}
  {% for column in remove_columns or [] %}
    {% do changes.append('drop column ' ~ column.quoted) %}
  {% endfor %}
  {% if changes %}
    {% do run_query('alter ' ~ relation.type ~ ' ' ~ relation.render() ~ ' ' ~ changes | join(', ')) %}
  {% endif %}
{% endmacro %}

{% macro bigquery__create_columns(relation, columns) %}
  {% do bigquery__alter_relation_add_remove_columns(relation.incorporate(type='table'), columns, none) %}
{% endmacro %}

{# In place where the new type takes all values of the old one; BigQuery refuses what it can't. #}
{% macro bigquery__alter_column_type(relation, column_name, new_column_type) -%}
  {% call statement('alter_column_type') %}
    alter table {{ relation.render() }} alter column {{ adapter.quote(column_name) }} set data type {{ new_column_type }}
  {% endcall %}
{%- endmacro %}


{# Dotted names in YAML are fields: `address.city` and `address.zip` make one column of a struct. #}
{% macro bigquery__get_empty_schema_sql(columns) %}
  {%- set untyped = columns.values() | rejectattr('data_type') | map(attribute='name') | list -%}
  {%- if untyped -%}
    {{ return(default__get_empty_schema_sql(columns)) }}
  {%- endif -%}
  {%- set nested = adapter.nest_column_data_types(columns) -%}
  select
  {% for column in nested.values() %}
    {%- set name = adapter.quote(column['name']) if column.get('quote') else column['name'] -%}
    {{ cast('null', column['data_type']) }} as {{ name }}{{ ', ' if not loop.last }}
  {%- endfor -%}
{% endmacro %}

{% macro bigquery__get_select_subquery(sql) %}
  select
  {% for column in adapter.nest_column_data_types(model['columns']).values() -%}
    {{ adapter.quote(column['name']) if column.get('quote') else column['name'] }}{{ ', ' if not loop.last }}
  {%- endfor %}
  from (
    {{ sql }}
  ) as model_subq
{%- endmacro %}

{# The list of a `create table`: struct columns with their fields, and keys. #}
{% macro bigquery__get_table_columns_and_constraints() -%}
  {%- set lines = adapter.render_raw_columns_constraints(raw_columns=adapter.nest_column_data_types(model['columns'])) -%}
  {%- set lines = lines + adapter.render_raw_model_constraints(raw_constraints=model['constraints']) -%}
  (
    {{ lines | join(',\n    ') }}
  )
{%- endmacro %}
