{# A relation that is built anew has no grants, but those of its schema's default privileges. #}
{% macro postgres__copy_grants() %}
  {{ return(False) }}
{% endmacro %}


{# What the current role has granted to others on a relation, materialized views included. #}
{%- macro postgres__get_show_grant_sql(relation) -%}
  select
    case grants.grantee when 0 then 'public' else pg_catalog.pg_get_userbyid(grants.grantee) end as grantee,
    grants.privilege_type
  from pg_catalog.pg_class
  cross join lateral pg_catalog.aclexplode(relacl) as grants
  where pg_class.oid = {{ postgres__relation_oid(relation) }}
    and grants.grantor = current_role::regrole
    and grants.grantee <> current_role::regrole
{%- endmacro -%}
