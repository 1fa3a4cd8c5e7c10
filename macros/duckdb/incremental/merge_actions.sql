{# What a clause of a merge does. #}

{% macro duckdb__merge_action(clause, dest_columns) %}
  {%- set modes = {'by_name': 'by name', 'by_position': 'by position', 'star': '*'} -%}
  {%- set action = clause['action'] -%}
  {%- set mode = clause.get('mode', 'by_name') -%}
  {%- if action == 'delete' -%}
    delete
  {%- elif action == 'do_nothing' -%}
    do nothing
  {%- elif action == 'error' -%}
    error {{ "'" ~ clause['error_message'] | replace("'", "''") ~ "'" if clause.get('error_message') }}
  {%- elif action == 'update' and mode == 'explicit' -%}
    update set {{ duckdb__merge_assignments(clause.get('update') or {}, dest_columns) }}
  {%- elif action == 'update' -%}
    update {{ 'set ' if mode == 'star' }}{{ modes[mode] }}
  {%- elif mode == 'explicit' -%}
    {%- set insert = clause.get('insert') or {} -%}
    insert {{ '(' ~ insert['columns'] | join(', ') ~ ') ' if insert.get('columns') }}values ({{ insert['values'] | join(', ') }})
  {%- else -%}
    insert {{ modes[mode] }}
  {%- endif -%}
{% endmacro %}


{# Expressions first, then the included columns (else all that are not excluded), but those that an expression sets. #}
{% macro duckdb__merge_assignments(update, dest_columns) %}
  {%- set expressions = update.get('set_expressions') or {} -%}
  {%- set assignments = [] -%}
  {%- for column, expression in expressions.items() -%}
    {%- do assignments.append(column ~ ' = ' ~ expression) -%}
  {%- endfor -%}
  {%- set columns = get_merge_update_columns(update.get('include'), update.get('exclude'), dest_columns) -%}
  {%- set set_already = expressions.keys() | map('lower') | list -%}
  {%- for column in columns if column | replace('"', '') | lower not in set_already -%}
    {%- do assignments.append(column ~ ' = DBT_INTERNAL_SOURCE.' ~ column) -%}
  {%- endfor -%}
  {{ assignments | join(', ') }}
{%- endmacro %}
