{# Checks the merge settings of a model and raises one error that lists all that is wrong. #}
{% macro validate_merge_config(config) %}
  {%- set errors = [] -%}
  {%- if config.get('merge_update_columns') and config.get('merge_exclude_columns') -%}
    {{ exceptions.raise_compiler_error(
      'Model cannot specify merge_update_columns and merge_exclude_columns. Please update model to use only one config'
    ) }}
  {%- endif -%}
  {%- for field in ['merge_update_condition', 'merge_insert_condition'] if config.get(field) and config.get(field) is not string -%}
    {%- do errors.append(field ~ ' must be a string, found: ' ~ config.get(field)) -%}
  {%- endfor -%}
  {%- for field in ['merge_update_columns', 'merge_exclude_columns', 'merge_on_using_columns', 'merge_returning_columns']
    if config.get(field) and (config.get(field) is mapping or config.get(field) is not iterable) -%}
    {%- do errors.append(field ~ ' must be a string or a list of strings, found: ' ~ config.get(field)) -%}
  {%- endfor -%}
  {%- set expressions = config.get('merge_update_set_expressions') -%}
  {%- if expressions and expressions is not mapping -%}
    {%- do errors.append('merge_update_set_expressions must be a dictionary, found: ' ~ expressions) -%}
  {%- endif -%}
  {%- do duckdb__validate_merge_clauses(config.get('merge_clauses'), errors) -%}
  {%- if errors -%}
    {{ exceptions.raise_compiler_error('MERGE configuration errors:\n' ~ errors | join('\n')) }}
  {%- endif -%}
{% endmacro %}


{% macro duckdb__validate_merge_clauses(clauses, errors) %}
  {%- set actions = {
    'when_matched': ['update', 'delete', 'do_nothing', 'error'],
    'when_not_matched': ['insert', 'do_nothing', 'error'],
    'when_not_matched_by_source': ['update', 'delete', 'do_nothing', 'error'],
  } -%}
  {%- if not clauses -%}
    {{ return(none) }}
  {%- elif clauses is not mapping -%}
    {%- do errors.append('merge_clauses must be a dictionary, found: ' ~ clauses) -%}
    {{ return(none) }}
  {%- endif -%}
  {%- for kind, listed in clauses.items() -%}
    {%- if kind not in actions -%}
      {%- do errors.append('merge_clauses has no ' ~ kind ~ '; it has: ' ~ actions.keys() | join(', ')) -%}
    {%- elif listed is mapping or listed is string or listed is not iterable -%}
      {%- do errors.append('merge_clauses.' ~ kind ~ ' must be a list, found: ' ~ listed) -%}
    {%- else -%}
      {%- for clause in listed -%}
        {%- do duckdb__validate_merge_clause(clause, 'merge_clauses.' ~ kind ~ '[' ~ loop.index0 ~ ']', actions[kind], errors) -%}
      {%- endfor -%}
    {%- endif -%}
  {%- endfor -%}
{% endmacro %}


{% macro duckdb__validate_merge_clause(clause, place, actions, errors) %}
  {%- set modes = ['by_name', 'by_position', 'star', 'explicit'] -%}
  {%- if clause is not mapping -%}
    {%- do errors.append(place ~ ' must be a dictionary, found: ' ~ clause) -%}
  {%- elif clause.get('action') not in actions -%}
    {%- do errors.append(place ~ '.action must be one of ' ~ actions | join(', ') ~ ', found: ' ~ clause.get('action')) -%}
  {%- elif clause.get('mode', 'by_name') not in modes -%}
    {%- do errors.append(place ~ '.mode must be one of ' ~ modes | join(', ') ~ ', found: ' ~ clause.get('mode')) -%}
  {%- elif clause['action'] == 'insert' and clause.get('mode') == 'explicit' and not (clause.get('insert') or {}).get('values') -%}
    {%- do errors.append(place ~ '.insert.values is needed with mode: explicit') -%}
  {%- endif -%}
{% endmacro %}
