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


{# Expressions first, then the included columns; without these, all that are neither excluded nor set by an expression. #}
{% macro duckdb__merge_assignments(update, dest_columns) %}
  {%- set expressions = update.get('set_expressions') or {} -%}
  {%- set assignments = [] -%}
  {%- for column, expression in expressions.items() -%}
    {%- do assignments.append(column ~ ' = ' ~ expression) -%}
  {%- endfor -%}
  {%- if update.get('include') -%}
    {%- set columns = update['include'] -%}
  {%- else -%}
    {%- set left_out = ((update.get('exclude') or []) + (expressions.keys() | list)) | map('lower') | list -%}
    {%- set columns = dest_columns | rejectattr('name', 'in', left_out) | map(attribute='quoted') | list -%}
    {%- set columns = [] -%}
    {%- for column in dest_columns if column.name | lower not in left_out -%}
      {%- do columns.append(column.quoted) -%}
    {%- endfor -%}
  {%- endif -%}
  {%- for column in columns -%}
    {%- do assignments.append(column ~ ' = DBT_INTERNAL_SOURCE.' ~ column) -%}
  {%- endfor -%}
  {{ assignments | join(', ') }}
{%- endmacro %}
