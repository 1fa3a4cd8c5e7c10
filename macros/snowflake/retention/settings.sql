{# How long Time Travel keeps what was deleted and changed, where the model's config says so and the table does otherwise. #}
{% macro snowflake__get_retention_settings(relation, column, days, config) -%}
  {%- set wanted = config.get('data_retention_time_in_days') -%}
  {%- set existing = load_cached_relation(relation) -%}
  {%- if wanted is none or existing is none -%}
    {{ return([]) }}
  {%- endif -%}
  {%- for row in run_query("show tables like '" ~ existing.identifier ~ "' in schema " ~ existing.include(identifier=false)) -%}
    {%- if row['name'] == existing.identifier and row['retention_time'] | int == wanted | int -%}
      {{ return([]) }}
    {%- endif -%}
  {%- endfor -%}
  {{ return([{
    'sql': 'alter table ' ~ existing ~ ' set data_retention_time_in_days = ' ~ wanted,
    'says': 'Time Travel keeps ' ~ wanted ~ ' days',
  }]) }}
{%- endmacro %}
