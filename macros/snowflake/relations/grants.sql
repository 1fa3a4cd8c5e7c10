{# Grants. Grantees are roles. #}

{# Whether the node asks for the grants of what it replaces. #}
{% macro snowflake__copy_grants() %}
  {{ return(config.get('copy_grants', False)) }}
{% endmacro %}

{% macro snowflake__support_multiple_grantees_per_dcl_statement() %}
  {{ return(False) }}
{% endmacro %}


{# What GRANT, SHOW and COMMENT call a relation. #}
{% macro snowflake__object_kind(relation) -%}
  {%- if relation.is_dynamic_table -%}dynamic table
  {%- elif relation.is_materialized_view -%}materialized view
  {%- elif relation.is_view -%}view
  {%- elif relation.is_iceberg_format -%}iceberg table
  {%- else -%}table
  {%- endif -%}
{%- endmacro %}

{% macro snowflake__get_show_grant_sql(relation) %}
  show grants on {{ snowflake__grant_kind(relation) }} {{ relation }}
{% endmacro %}

{%- macro snowflake__get_grant_sql(relation, privilege, grantees) -%}
  grant {{ privilege }} on {{ snowflake__grant_kind(relation) }} {{ relation }} to role {{ grantees | join(', ') }}
{%- endmacro -%}

{# SHOW GRANTS answers names as they are stored, and so are they revoked. #}
{%- macro snowflake__get_revoke_sql(relation, privilege, grantees) -%}
  {%- set quoted = [] -%}
  {%- for grantee in grantees -%}
    {%- do quoted.append(adapter.quote(grantee)) -%}
  {%- endfor -%}
  revoke {{ privilege }} on {{ snowflake__grant_kind(relation) }} {{ relation }} from role {{ quoted | join(', ') }}
{%- endmacro -%}

{# Privileges on materialized views are those of views, and on Iceberg tables those of tables. #}
{% macro snowflake__grant_kind(relation) -%}
  {%- if relation.is_dynamic_table -%}dynamic table
  {%- elif relation.is_view or relation.is_materialized_view -%}view
  {%- else -%}table
  {%- endif -%}
{%- endmacro %}

{% macro snowflake__call_dcl_statements(dcl_statement_list) %}
  {% for dcl_statement in dcl_statement_list %}
    {% do run_query(dcl_statement) %}
  {% endfor %}
{% endmacro %}
