{# Changing columns. #}

{# In one statement, which keeps the column's place and can go with inserts in a transaction. #}
{% macro duckdb__alter_column_type(relation, column_name, new_column_type) %}
  {% call statement('alter_column_type') -%}
    alter table {{ relation.render() }} alter column {{ adapter.quote(column_name) }} set data type {{ new_column_type }}
  {%- endcall %}
{% endmacro %}


{# One change an `alter table` is what the database takes. #}
{% macro duckdb__alter_relation_add_remove_columns(relation, add_columns, remove_columns) %}
  {% for column in add_columns or [] %}
    {% do run_query('alter table ' ~ relation.render() ~ ' add column ' ~ column.quoted ~ ' ' ~ column.dtype) %}
  {% endfor %}
  {% for column in remove_columns or [] %}
    {% do run_query('alter table ' ~ relation.render() ~ ' drop column ' ~ column.quoted) %}
  {% endfor %}
{% endmacro %}
