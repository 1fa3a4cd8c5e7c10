{% macro postgres__get_rename_view_sql(relation, new_name) -%}
  alter view {{ relation.render() }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{# Fails where a column was renamed, retyped or left out: views that stand on this one keep it as it is. #}
{% macro postgres__get_replace_view_sql(relation, sql) -%}
  {{ sql_header_of_model() }}
  {% if config.get('contract').enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif %}
  create or replace view {{ relation }}
  as (
    {{ sql }}
  );
{%- endmacro %}
