{#
  To be called in on-run-start: makes views over the files of external models that the selected nodes read but that are not
  selected themselves. A database in memory knows nothing of them otherwise.
#}
{%- macro register_upstream_external_models() -%}
  {% if not execute %}
    {{ return('') }}
  {% endif %}
  {% set seen = [] %}
  {% set schemas = [] %}
  {% for selected in selected_resources %}
    {% for unique_id in (graph.nodes.get(selected) or {}).get('depends_on', {}).get('nodes', []) %}
      {% set node = graph.nodes.get(unique_id) %}
      {% if unique_id not in selected_resources and unique_id not in seen and node and node.config.materialized == 'external' %}
        {% do seen.append(unique_id) %}
        {% do register_external_model(node, schemas) %}
      {% endif %}
    {% endfor %}
  {% endfor %}
  {% if seen %}
    {% do adapter.commit() %}
  {% endif %}
{%- endmacro -%}


{# `schemas` holds those that are known to exist. #}
{% macro register_external_model(node, schemas) %}
  {% set relation = api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias, type='view') %}
  {% set location = render(node.config.get('location') or external_location(relation, node.config)) %}
  {% set read_location = adapter.external_read_location(location, render_write_options(node.config)) %}
  {% if not adapter.location_exists(read_location) %}
    {{ return(none) }}
  {% endif %}
  {% if relation.schema not in schemas %}
    {% do adapter.create_schema(relation.without_identifier()) %}
    {% do schemas.append(relation.schema) %}
  {% endif %}
  {% call statement('register_external_model') -%}
    create or replace view {{ relation }} as (
      select * from {{ duckdb__read_files(read_location, node.config) }}
    );
  {%- endcall %}
  {% do adapter.cache_added(relation) %}
{% endmacro %}
