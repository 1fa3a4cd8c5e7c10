{# Comments. #}

{% macro duckdb__alter_relation_comment(relation, relation_comment) %}
  comment on {{ 'view' if relation.is_view else 'table' }} {{ relation }} is {{ duckdb_escape_comment(relation_comment) }};
{% endmacro %}


{# The relation's own spelling of names is used: YAML may differ in case. #}
{% macro duckdb__alter_column_comment(relation, column_dict) %}
  {% set existing = adapter.get_columns_in_relation(relation) %}
  {% for name, column in validate_doc_columns(relation, column_dict, existing | map(attribute='name') | list).items() %}
    {% for there in existing if there.name == name or (not column.get('quote') and there.name | lower == name | lower) %}
      comment on column {{ relation }}.{{ adapter.quote(there.name) }} is {{ duckdb_escape_comment(column['description']) }};
    {% endfor %}
  {% endfor %}
{% endmacro %}


{% macro duckdb_escape_comment(comment) -%}
  '{{ comment | string | replace("'", "''") }}'
{%- endmacro %}
