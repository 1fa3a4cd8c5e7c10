{# Retention. Values, not queries: they prune partitions, and go before the filter that a table may require on them. #}

{% macro bigquery__retention_newest(relation, retained, column) -%}
  {%- set newest = run_query(
    'select cast(max(' ~ column ~ ') as string) from ' ~ relation ~ ' where ' ~ retention_scope(relation, retained)
  ).rows[0][0] -%}
  {{ return(retention_value(relation, column, newest) if newest is not none else 'null') }}
{%- endmacro %}

{% macro bigquery__retention_scope(relation, column) -%}
  {{ return('(' ~ column ~ ' >= ' ~ retention_value(relation, column, '0001-01-01') ~ ' or ' ~ column ~ ' is null)') }}
{%- endmacro %}

{#
  Partitions expire by themselves where the table is partitioned by the retention's column. They are counted from their first moment: each gets the
  length of a partition more, so that BigQuery never takes what quern keeps.
#}
{% macro bigquery__get_retention_settings(relation, column, days, config) -%}
  {%- set partition = config.get('partition_by') -%}
  {%- set existing = load_cached_relation(relation) -%}
  {%- if partition is not mapping or partition.get('range') or existing is none -%}
    {{ return([]) }}
  {%- endif -%}
  {%- if partition.get('field') | lower != column | lower or partition.get('data_type', 'date') | lower not in ['date', 'datetime', 'timestamp'] -%}
    {{ return([]) }}
  {%- endif -%}
  {%- set length = {'hour': 1, 'day': 1, 'month': 31, 'year': 366}[partition.get('granularity', 'day') | lower] -%}
  {%- set wanted = days + length -%}
  {%- set found = run_query(
    'select option_value from ' ~ existing.include(identifier=false) ~ ".INFORMATION_SCHEMA.TABLE_OPTIONS where table_name = '" ~ existing.identifier
    ~ "' and option_name = 'partition_expiration_days'"
  ).rows -%}
  {%- if found and found[0][0] | float == wanted -%}
    {{ return([]) }}
  {%- endif -%}
  {{ return([{
    'sql': 'alter table ' ~ existing ~ ' set options (partition_expiration_days = ' ~ wanted ~ ')',
    'says': 'partitions expire after ' ~ wanted ~ ' days',
  }]) }}
{%- endmacro %}
