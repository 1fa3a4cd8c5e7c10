{#
  MERGE with all that DuckDB's knows: `merge_clauses` says every clause; without it one update and one insert are made from
  merge_update_columns, merge_exclude_columns, merge_update_set_expressions, merge_update_condition, merge_insert_condition.
#}
{% macro duckdb__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
  {%- set predicates = [incremental_predicates] if incremental_predicates is string else (incremental_predicates or []) -%}
  {%- do validate_merge_config(config) -%}
  {%- set clauses = config.get('merge_clauses') or duckdb__default_merge_clauses() -%}
  {%- set returning = config.get('merge_returning_columns') or [] -%}

  merge into {{ target }} as DBT_INTERNAL_DEST
    using {{ source }} as DBT_INTERNAL_SOURCE
    {{ duckdb__merge_join_clause(unique_key, config.get('merge_on_using_columns'), predicates) }}
  {% for kind in ['when_matched', 'when_not_matched', 'when_not_matched_by_source'] -%}
    {%- for clause in clauses.get(kind) or [] %}
  {{ kind | replace('_', ' ') }}{{ ' and ' ~ clause['condition'] if clause.get('condition') }}
    then {{ duckdb__merge_action(clause, dest_columns) }}
    {%- endfor -%}
  {%- endfor %}
  {%- if returning %}
  returning {{ [returning] | join if returning is string else returning | join(', ') }}
  {%- endif -%}
{%- endmacro %}


{#
  Without a key nothing matches. `using (…)` joins by columns of one name; it takes no further condition, so that with
  predicates the same is written out.
#}
{% macro duckdb__merge_join_clause(unique_key, merge_on_using_columns, incremental_predicates) %}
  {%- set using = [merge_on_using_columns] if merge_on_using_columns is string else (merge_on_using_columns or []) -%}
  {%- set keys = using or ([] if not unique_key else [unique_key] if unique_key is string else unique_key) -%}
  {%- if using and not incremental_predicates -%}
    using ({{ using | join(', ') }})
  {%- else -%}
    {%- set conditions = [] -%}
    {%- for key in keys -%}
      {%- do conditions.append('DBT_INTERNAL_SOURCE.' ~ key ~ ' = DBT_INTERNAL_DEST.' ~ key) -%}
    {%- else -%}
      {%- do conditions.append('FALSE') -%}
    {%- endfor -%}
    on ({{ (conditions + (incremental_predicates or [])) | join(') and (') }})
  {%- endif -%}
{% endmacro %}


{% macro duckdb__default_merge_clauses() %}
  {% set columns = config.get('merge_update_columns') %}
  {% set excluded = config.get('merge_exclude_columns') %}
  {% set expressions = config.get('merge_update_set_expressions') %}
  {% set update = {'action': 'update', 'mode': 'by_name', 'condition': config.get('merge_update_condition')} %}
  {% if columns or excluded or expressions %}
    {% do update.update({
      'mode': 'explicit',
      'update': {'include': columns or [], 'exclude': excluded or [], 'set_expressions': expressions or {}},
    }) %}
  {% endif %}
  {% set insert = {'action': 'insert', 'mode': 'by_name', 'condition': config.get('merge_insert_condition')} %}
  {{ return({'when_matched': [update], 'when_not_matched': [insert]}) }}
{% endmacro %}
