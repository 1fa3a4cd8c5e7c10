{# Dropping, renaming and altering relations. #}

{% macro snowflake__get_drop_sql(relation) -%}
  {%- set kind = {'dynamic_table': 'dynamic table', 'materialized_view': 'materialized view', 'external': 'external table'} -%}
  drop {{ kind.get(relation.type, relation.type) }} if exists {{ relation }}
{%- endmacro %}

{% macro snowflake__drop_table(relation) -%}
  drop table if exists {{ relation }}
{%- endmacro %}

{% macro snowflake__drop_view(relation) -%}
  drop view if exists {{ relation }}
{%- endmacro %}

{% macro snowflake__drop_materialized_view(relation) -%}
  drop materialized view if exists {{ relation }}
{%- endmacro %}


{# What stands in the way of `create or replace`: a relation of another kind or format. It goes right before it is replaced. #}
{% macro snowflake__make_way(existing_relation, target_relation) %}
  {% if existing_relation is not none and target_relation.needs_to_drop(existing_relation) %}
    {% do log('Dropping relation ' ~ existing_relation ~ ' because it is of type ' ~ existing_relation.type, info=False) %}
    {% do adapter.drop_relation(existing_relation) %}
  {% endif %}
{% endmacro %}


{# The new name in full: an unqualified one would move the relation to the session's schema. #}
{% macro snowflake__rename_relation(from_relation, to_relation) -%}
  {% call statement('rename_relation') -%}
    alter {{ snowflake__alter_kind(from_relation) }} {{ from_relation }} rename to {{ to_relation }}
  {%- endcall %}
{%- endmacro %}

{% macro snowflake__get_rename_table_sql(relation, new_name) -%}
  alter table {{ relation }} rename to {{ relation.incorporate(path={'identifier': new_name}) }}
{%- endmacro %}

{% macro snowflake__get_rename_view_sql(relation, new_name) -%}
  alter view {{ relation }} rename to {{ relation.incorporate(path={'identifier': new_name}) }}
{%- endmacro %}

{% macro snowflake__get_replace_table_sql(relation, sql) -%}
  {{ snowflake__create_table_as(False, relation, sql) }}
{%- endmacro %}

{% macro snowflake__get_replace_view_sql(relation, sql) -%}
  {{ snowflake__create_view_as(relation, sql) }}
{%- endmacro %}

{% macro snowflake__alter_kind(relation) -%}
  {%- if relation.is_view -%}view
  {%- elif relation.is_materialized_view -%}materialized view
  {%- else -%}{{ relation.get_ddl_prefix_for_alter() }}table
  {%- endif -%}
{%- endmacro %}


{#
  Texts, and exact numbers of one scale, are altered in place. Snowflake alters no other types: the values move to a new column of
  the name, the last of the table.
#}
{% macro snowflake__alter_column_type(relation, column_name, new_column_type) -%}
  {% set altered = 'alter ' ~ relation.get_ddl_prefix_for_alter() ~ 'table ' ~ relation %}
  {% set quoted = adapter.quote(column_name) %}
  {% set new = api.Column.from_description(column_name, new_column_type) %}
  {% set old = adapter.get_columns_in_relation(relation) | selectattr('name', 'equalto', column_name) | first %}
  {% if (old.is_string() and new.is_string()) or (old.is_numeric() and new.is_numeric() and old.numeric_scale == new.numeric_scale) %}
    {% do snowflake__alter_type_in_place(relation, column_name, new_column_type) %}
  {% else %}
    {% set aside = adapter.quote(column_name ~ '__dbt_alter') %}
    {% do run_query(altered ~ ' add column ' ~ aside ~ ' ' ~ new_column_type) %}
    {% do run_query('update ' ~ relation ~ ' set ' ~ aside ~ ' = cast(' ~ quoted ~ ' as ' ~ new_column_type ~ ')') %}
    {% do run_query(altered ~ ' drop column ' ~ quoted) %}
    {% do run_query(altered ~ ' rename column ' ~ aside ~ ' to ' ~ quoted) %}
  {% endif %}
{%- endmacro %}

{% macro snowflake__alter_type_in_place(relation, column_name, new_column_type) -%}
  {% call statement('alter_column_type') -%}
    alter {{ relation.get_ddl_prefix_for_alter() }}table {{ relation }} alter {{ adapter.quote(column_name) }} set data type {{ new_column_type }}
  {%- endcall %}
{%- endmacro %}


{# One statement adds columns, and one drops others. #}
{% macro snowflake__alter_relation_add_remove_columns(relation, add_columns, remove_columns) %}
  {% set altered = 'alter ' ~ relation.get_ddl_prefix_for_alter() ~ 'table ' ~ relation %}
  {% set added = [] %}
  {% for column in add_columns or [] %}
    {% do added.append(column.quoted ~ ' ' ~ column.data_type) %}
  {% endfor %}
  {% if added %}
    {% do run_query(altered ~ ' add column ' ~ added | join(', ')) %}
  {% endif %}
  {% if remove_columns %}
    {% do run_query(altered ~ ' drop column ' ~ remove_columns | map(attribute='quoted') | join(', ')) %}
  {% endif %}
{% endmacro %}


{% macro snowflake__truncate_relation(relation) -%}
  {% call statement('truncate_relation') -%}
    truncate table {{ relation }}
  {%- endcall %}
{%- endmacro %}
