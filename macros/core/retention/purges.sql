{# What was purged: a row of table `purges` of quern's own schema each time that something went. #}

{# Made outside of a transaction. #}
{% macro prepare_purges() -%}
  {{ return(quern_state_table('purges', {
    'purged_at': 'timestamp', 'unique_id': 'string', 'relation': 'string', 'cutoff': 'string', 'retention_days': 'int', 'row_count': 'bigint',
    'file_count': 'bigint', 'invocation_id': 'string',
  })) }}
{%- endmacro %}

{% macro get_note_purge_sql(purges, purge) -%}
  insert into {{ purges }} (purged_at, unique_id, relation, cutoff, retention_days, row_count, file_count, invocation_id) values (
    {{ dbt.current_timestamp() }}, {{ dbt.string_literal(purge.unique_id) }}, {{ dbt.string_literal(dbt.escape_single_quotes(purge.relation)) }},
    '{{ purge.cutoff }}', {{ purge.days }}, {{ purge.rows if purge.rows is not none else 'null' }}, {{ purge.files if purge.files is not none else 'null' }},
    '{{ invocation_id }}'
  )
{%- endmacro %}

{# {unique_id: cutoff} of what was purged, the latest of each. #}
{% macro latest_purges() -%}
  {%- set purges = quern_state_found('purges') -%}
  {%- if purges is none -%}
    {{ return({}) }}
  {%- endif -%}
  {%- set latest = {} -%}
  {%- for row in run_query('select unique_id, max(cutoff) from ' ~ purges ~ ' group by unique_id').rows -%}
    {%- do latest.update({row[0]: row[1]}) -%}
  {%- endfor -%}
  {{ return(latest) }}
{%- endmacro %}

{# For `quern retention forget`: what was purged is back. #}
{% macro forget_purges(unique_id) -%}
  {%- set purges = quern_state_found('purges') -%}
  {%- if purges is not none -%}
    {%- do quern_state_write('delete from ' ~ purges ~ ' where unique_id = ' ~ dbt.string_literal(unique_id)) -%}
  {%- endif -%}
{%- endmacro %}

{# Whether there is something that a full refresh of the model would replace. #}
{% macro is_built() -%}
  {{ return(load_cached_relation(this) is not none) }}
{%- endmacro %}
