{# Grants on tables and views: privileges are roles, grantees are written with their kind (`user:`, `group:`, …). #}

{% macro bigquery__get_show_grant_sql(relation) %}
  {%- set location = adapter.get_dataset_location(relation) -%}
  select privilege_type, grantee
  from {{ adapter.quote(relation.project or relation.database) }}.`region-{{ location | lower }}`.INFORMATION_SCHEMA.OBJECT_PRIVILEGES
  where lower(object_schema) = lower("{{ relation.schema }}")
    and lower(object_name) = lower("{{ relation.identifier }}")
    and split(grantee, ':')[offset(1)] != session_user()
{% endmacro %}

{%- macro bigquery__get_grant_sql(relation, privilege, grantees) -%}
  grant `{{ privilege }}` on {{ bq_kind_of(relation) }} {{ relation.render() }} to {{ bq_quoted_grantees(grantees) }}
{%- endmacro -%}

{%- macro bigquery__get_revoke_sql(relation, privilege, grantees) -%}
  revoke `{{ privilege }}` on {{ bq_kind_of(relation) }} {{ relation.render() }} from {{ bq_quoted_grantees(grantees) }}
{%- endmacro -%}

{%- macro bq_kind_of(relation) -%}
  {{ (relation.type or 'table') | replace('_', ' ') }}
{%- endmacro -%}

{%- macro bq_quoted_grantees(grantees) -%}
  "{{ grantees | join('", "') }}"
{%- endmacro -%}


{# Datasets whose access list shall have a view, so that readers of the view need no access to what it reads. #}
{% macro bq_authorize_view(relation) %}
  {% for target_dataset in config.get('grant_access_to') or [] %}
    {% do adapter.grant_access_to(relation, 'view', none, target_dataset) %}
  {% endfor %}
{% endmacro %}
