{# The description of a relation goes with its creation; that of columns, nested ones too, by the API. #}

{% macro bigquery__persist_docs(relation, model, for_relation, for_columns) -%}
  {% if for_columns and config.persist_column_docs() and model.columns %}
    {% do alter_column_comment(relation, model.columns) %}
  {% endif %}
{%- endmacro %}

{% macro bigquery__alter_column_comment(relation, column_dict) -%}
  {% do adapter.update_columns(relation, column_dict) %}
{%- endmacro %}

{% macro bigquery__alter_relation_comment(relation, relation_comment) -%}
  {% do adapter.update_table_description(relation.database, relation.schema, relation.identifier, relation_comment) %}
{%- endmacro %}
