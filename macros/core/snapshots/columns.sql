{# The columns that a snapshot adds to the query's. #}

{# Their names by default. #}
{% macro get_snapshot_table_column_names() %}
  {{ return({
    'dbt_valid_to': 'dbt_valid_to',
    'dbt_valid_from': 'dbt_valid_from',
    'dbt_scd_id': 'dbt_scd_id',
    'dbt_updated_at': 'dbt_updated_at',
    'dbt_is_deleted': 'dbt_is_deleted',
  }) }}
{% endmacro %}


{# The names in use: {default name: name}. #}
{% macro snapshot_names() %}
  {% set names = get_snapshot_table_column_names() %}
  {% set configured = config.get('snapshot_table_column_names') or config.get('snapshot_meta_column_names') or {} %}
  {% for default, name in configured.items() if name %}
    {% do names.update({default: name}) %}
  {% endfor %}
  {{ return(names) }}
{% endmacro %}


{# What valid_to is in the version that is valid now: null, or `dbt_valid_to_current`; typed as updated_at is. #}
{% macro get_dbt_valid_to_current(strategy, columns) %}
  {%- set current = config.get('dbt_valid_to_current') or 'null' -%}
  coalesce(nullif({{ strategy.updated_at }}, {{ strategy.updated_at }}), {{ current }})
  as {{ columns.dbt_valid_to }}
{% endmacro %}


{# Whether this version is the one that is valid now. #}
{% macro snapshot_is_current(valid_to) -%}
  {%- set current = config.get('dbt_valid_to_current') -%}
  {%- if current -%}
    ({{ valid_to }} = {{ current }} or {{ valid_to }} is null)
  {%- else -%}
    {{ valid_to }} is null
  {%- endif -%}
{%- endmacro %}


{% macro create_columns(relation, columns) %}
  {{ adapter.dispatch('create_columns', 'dbt')(relation, columns) }}
{% endmacro %}

{% macro default__create_columns(relation, columns) %}
  {% for column in columns %}
    {% call statement() %}
      alter table {{ relation.render() }} add column {{ adapter.quote(column.name) }} {{ column.expanded_data_type }};
    {% endcall %}
  {% endfor %}
{% endmacro %}


{# Warns where updated_at and the database's clock are of different types: comparing them shifts by time zone. #}
{% macro check_time_data_types(sql) %}
  {% set updated_at_type = get_updated_at_column_data_type(sql) %}
  {% set clock_type = get_snapshot_get_time_data_type() %}
  {% if clock_type is not none and updated_at_type is not none and clock_type != updated_at_type %}
    {% do exceptions.warn_snapshot_timestamp_data_types(clock_type, updated_at_type) %}
  {% endif %}
{% endmacro %}

{% macro get_updated_at_column_data_type(snapshot_sql) %}
  {% set names = snapshot_names() %}
  {% for column in get_column_schema_from_query(snapshot_sql) if column.name | lower == names.dbt_updated_at | lower %}
    {{ return(column.dtype) }}
  {% endfor %}
  {{ return(none) }}
{% endmacro %}
