{# Dropping, renaming and copying. #}

{% macro bigquery__drop_table(relation) -%}
  drop table if exists {{ relation.render() }}
{%- endmacro %}

{% macro bigquery__drop_view(relation) -%}
  drop view if exists {{ relation.render() }}
{%- endmacro %}

{% macro bigquery__drop_materialized_view(relation) -%}
  drop materialized view if exists {{ relation.render() }}
{%- endmacro %}

{% macro bigquery__get_rename_table_sql(relation, new_name) -%}
  alter table {{ relation.render() }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{% macro bigquery__handle_existing_table(full_refresh, old_relation) %}
  {%- do log('Dropping relation ' ~ old_relation ~ ' because it is of type ' ~ old_relation.type) -%}
  {%- do adapter.drop_relation(old_relation) -%}
{% endmacro %}

{% macro bigquery__can_clone_table() %}
  {{ return(True) }}
{% endmacro %}

{% macro bigquery__create_or_replace_clone(this_relation, defer_relation) %}
  create or replace table {{ this_relation.render() }}
  clone {{ defer_relation.render() }}
{% endmacro %}


{# What can't be replaced in place goes: another kind, or a table with another partitioning or clustering. #}
{% macro bq_make_way(existing_relation, raw_partition_by, raw_cluster_by) %}
  {% if existing_relation is not none %}
    {% set replaceable = existing_relation.is_table
      and adapter.is_replaceable(existing_relation, adapter.parse_partition_by(raw_partition_by), raw_cluster_by) %}
    {% if not replaceable %}
      {% do log('Hard refreshing ' ~ existing_relation ~ ' because it is not replaceable') %}
      {% do adapter.drop_relation(existing_relation) %}
    {% endif %}
  {% endif %}
{% endmacro %}
