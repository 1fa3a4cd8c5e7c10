{# DuckDB has no users to grant to. #}
{% macro duckdb__apply_grants(relation, grant_config, should_revoke=True) %}
  {% if grant_config %}
    {% do adapter.warn_once('DuckDB adapter: Grants for relations are not supported by DuckDB') %}
  {% endif %}
{% endmacro %}
