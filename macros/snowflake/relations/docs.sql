{# Comments. A view has those of its columns from where it is created. #}

{% macro snowflake__persist_docs(relation, model, for_relation, for_columns) -%}
  {{ return(default__persist_docs(relation, model, for_relation, for_columns and not relation.is_view)) }}
{%- endmacro %}


{% macro snowflake__alter_relation_comment(relation, relation_comment) -%}
  comment on {{ snowflake__object_kind(relation) }} {{ relation }} is {{ snowflake__literal(relation_comment) }}
{%- endmacro %}


{# All columns in one statement, in the database's own spelling of their names. #}
{% macro snowflake__alter_column_comment(relation, column_dict) -%}
  {%- set existing = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
  {%- set changes = [] -%}
  {%- for name, column in validate_doc_columns(relation, column_dict, existing).items() -%}
    {%- for there in existing if there == name or (not column.get('quote') and there | lower == name | lower) -%}
      {%- do changes.append(adapter.quote(there) ~ ' comment ' ~ snowflake__literal(column['description'])) -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- if changes -%}
  alter {{ snowflake__alter_kind(relation) }} {{ relation }} alter
    {{ changes | join(',\n    ') }}
  {%- endif -%}
{%- endmacro %}
