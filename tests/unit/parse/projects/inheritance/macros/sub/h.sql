{% macro helper(rel=none, x='a') -%}
  {{ inner_helper() }} {{ dbt.type_string() }}
{%- endmacro %}

{%- macro inner_helper() %}{{ adapter.dispatch('disp')() }}{% endmacro -%}
{% macro default__disp() %}d{% endmacro %}
{% test dbt_like(model, combination_of_columns, quote_columns=false) %}select 1{% endtest %}
{% materialization mymat, default %}{% endmaterialization %}
{% materialization mymat2, adapter='duckdb', supported_languages=['sql', 'python'] %}{% endmaterialization %}
{% macro generate_schema_name(custom_schema_name, node) %}{{ target.schema }}{% if custom_schema_name %}__{{ custom_schema_name }}{% endif %}{% endmacro %}
