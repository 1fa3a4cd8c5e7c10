{# Relations of a schema and their columns, by SHOW and DESCRIBE, which need no warehouse. #}

{# SHOW answers ten thousand at most: further ones are asked for by the last name. #}
{% macro snowflake__list_relations_without_caching(schema_relation) %}
  {% set found = [] %}
  {% set limit = 10000 %}
  {% set state = namespace(more=true, last=none) %}
  {% for page in range(100) %}{% if state.more %}
    {% set shown = run_query(
      'show objects in schema ' ~ schema_relation.include(identifier=False) ~ ' limit ' ~ limit
      ~ (' from ' ~ snowflake__literal(state.last) if state.last)
    ) %}
    {% for row in shown.rows %}
      {% do found.append(api.Relation.create(
        database=row['database_name'], schema=row['schema_name'], identifier=row['name'],
        type=snowflake__relation_type(row), table_format='iceberg' if row.get('is_iceberg') in ['Y', 'YES'] else 'default'
      )) %}
    {% endfor %}
    {% set state.more = shown.rows | length == limit %}
    {% set state.last = found[-1].identifier if found %}
  {% endif %}{% endfor %}
  {{ return(found) }}
{% endmacro %}

{% macro snowflake__relation_type(row) %}
  {% set kind = row['kind'] | lower | replace('_', ' ') %}
  {% if row.get('is_dynamic') in ['Y', 'YES'] or kind == 'dynamic table' %}
    {{ return('dynamic_table') }}
  {% elif kind in ['view', 'materialized view'] %}
    {{ return(kind | replace(' ', '_')) }}
  {% elif kind in ['external', 'external table'] %}
    {{ return('external') }}
  {% endif %}
  {{ return('table') }}
{% endmacro %}


{% macro snowflake__describe(relation) %}
  {{ return(run_query('describe table ' ~ relation.render())) }}
{% endmacro %}

{% macro snowflake__get_columns_in_relation(relation) -%}
  {{ return(snowflake__columns_of(snowflake__describe(relation))) }}
{%- endmacro %}

{% macro snowflake__columns_of(described) -%}
  {% set columns = [] %}
  {% for row in described.rows if row.get('kind') in [none, 'COLUMN'] %}
    {% do columns.append(api.Column.from_description(row['name'], row['type'])) %}
  {% endfor %}
  {{ return(columns) }}
{%- endmacro %}


{# When relations were last changed, without reading them. #}
{% macro snowflake__get_relation_last_modified(information_schema, relations) -%}
  {%- call statement('last_modified', fetch_result=True) -%}
    select
      table_schema as schema,
      table_name as identifier,
      last_altered as last_modified,
      {{ current_timestamp() }} as snapshotted_at
    from {{ information_schema }}.TABLES
    where
    {%- for relation in relations %}
      (table_schema = {{ snowflake__stored_name(relation, 'schema') }} and table_name = {{ snowflake__stored_name(relation, 'identifier') }})
      {{- ' or' if not loop.last }}
    {%- endfor %}
  {%- endcall -%}
  {{ return(load_result('last_modified')) }}
{% endmacro %}

{# A part of a relation's name as the database stores it: in upper case unless it is quoted. #}
{% macro snowflake__stored_name(relation, part) -%}
  {%- set name = relation[part] -%}
  {{ return(snowflake__literal(name if relation.quote_policy[part] else name | upper)) }}
{%- endmacro %}
