{# What may stand between the name of a new table or view and its query, by the node's config. #}

{% macro snowflake__table_format() -%}
  {{ return('iceberg' if config.get('table_format') == 'iceberg' else 'default') }}
{%- endmacro %}


{# Clauses of a table, one a line. Temporary tables have none but the clustering. #}
{% macro snowflake__table_options(relation, temporary) -%}
  {%- set options = [] -%}
  {%- if not temporary -%}
    {%- if snowflake__cluster_by() -%}
      {%- do options.append('cluster by (' ~ snowflake__cluster_by() ~ ')') -%}
    {%- endif -%}
    {%- if relation.is_iceberg_format -%}
      {%- do options.extend(snowflake__iceberg_options(relation)) -%}
    {%- endif -%}
    {%- if config.get('data_retention_time_in_days') is not none -%}
      {%- do options.append('data_retention_time_in_days = ' ~ config.get('data_retention_time_in_days')) -%}
    {%- endif -%}
    {%- if config.get('change_tracking') is not none -%}
      {%- do options.append('change_tracking = ' ~ (config.get('change_tracking') | string | lower)) -%}
    {%- endif -%}
    {%- do options.extend(snowflake__governance_options()) -%}
    {%- if copy_grants() -%}
      {%- do options.append('copy grants') -%}
    {%- endif -%}
    {%- if config.get('copy_tags') -%}
      {%- do options.append('copy tags') -%}
    {%- endif -%}
  {%- endif -%}
  {{ return(options) }}
{%- endmacro %}


{# `cluster_by` is a column, an expression, or a list of them. #}
{% macro snowflake__cluster_by() -%}
  {%- set keys = config.get('cluster_by') or [] -%}
  {{ return(keys if keys is string else keys | join(', ')) }}
{%- endmacro %}


{# Row access policies and tags, as they are written in the config: `policy on (column)`, `tag = 'value'`. #}
{% macro snowflake__governance_options() -%}
  {%- set options = [] -%}
  {%- if config.get('row_access_policy') -%}
    {%- do options.append('with row access policy ' ~ config.get('row_access_policy')) -%}
  {%- endif -%}
  {%- if config.get('table_tag') -%}
    {%- do options.append('with tag (' ~ config.get('table_tag') ~ ')') -%}
  {%- endif -%}
  {{ return(options) }}
{%- endmacro %}


{# Where the files of an Iceberg table are kept: <base_location_root, or _dbt>/<schema>/<name>[/<base_location_subpath>]. #}
{% macro snowflake__iceberg_options(relation) -%}
  {%- set parts = [config.get('base_location_root') or '_dbt', relation.schema, relation.identifier] -%}
  {%- if config.get('base_location_subpath') -%}
    {%- do parts.append(config.get('base_location_subpath')) -%}
  {%- endif -%}
  {%- set options = [] -%}
  {%- if config.get('external_volume') -%}
    {%- do options.append('external_volume = ' ~ snowflake__literal(config.get('external_volume'))) -%}
  {%- endif -%}
  {%- do options.append('catalog = ' ~ snowflake__literal(config.get('catalog') or 'snowflake')) -%}
  {%- do options.append('base_location = ' ~ snowflake__literal(parts | join('/'))) -%}
  {%- if config.get('iceberg_version') -%}
    {%- do options.append('iceberg_version = ' ~ config.get('iceberg_version')) -%}
  {%- endif -%}
  {{ return(options) }}
{%- endmacro %}
