{% macro own() %}{% endmacro %}
{% macro announced() %}select 1{% endmacro %}
{# Asks the database, which parsing can't. #}
{% macro made_ready() %}{% do create_schema(api.Relation.create(database=target.database, schema='ready')) %}{% endmacro %}
