{#
  Relations of a schema. `refers_to` says of views which relations they read, as pairs of schema and name: dropping one of these
  takes the view with it.
#}

{% macro postgres__list_relations_without_caching(schema_relation) %}
  {% call statement('list_relations_without_caching', fetch_result=True, auto_begin=False) -%}
    with schemas as (
      select oid, nspname
      from pg_catalog.pg_namespace
      where lower(nspname) = lower({{ postgres__literal(schema_relation.schema) }})
    )

    select
      {{ postgres__literal(schema_relation.database) }} as database,
      proname as name,
      nspname as schema,
      'function' as type,
      null::json as refers_to
    from pg_catalog.pg_proc
    join schemas on schemas.oid = pronamespace
    group by proname, nspname

    union all

    select
      {{ postgres__literal(schema_relation.database) }},
      relname,
      nspname,
      case relkind when 'v' then 'view' when 'm' then 'materialized_view' else 'table' end,
      case when relkind in ('v', 'm') then ({{ postgres__referenced_relations('relations.oid') }}) end
    from pg_catalog.pg_class as relations
    join schemas on schemas.oid = relnamespace
    where relkind in ('r', 'p', 'v', 'm')
  {% endcall %}
  {{ return(load_result('list_relations_without_caching').table) }}
{% endmacro %}


{# A view depends on relations through the rule that is its query. #}
{% macro postgres__referenced_relations(view_oid) -%}
  select json_agg(distinct jsonb_build_array(referenced_schemas.nspname, referenced.relname))
  from pg_catalog.pg_rewrite as rules
  join pg_catalog.pg_depend as dependencies
    on dependencies.classid = 'pg_catalog.pg_rewrite'::regclass and dependencies.objid = rules.oid
  join pg_catalog.pg_class as referenced
    on dependencies.refclassid = 'pg_catalog.pg_class'::regclass and dependencies.refobjid = referenced.oid
  join pg_catalog.pg_namespace as referenced_schemas on referenced_schemas.oid = referenced.relnamespace
  where rules.ev_class = {{ view_oid }}
    and referenced.oid <> {{ view_oid }}
    and referenced_schemas.nspname not in ('pg_catalog', 'information_schema')
{%- endmacro %}


{# Pairs of a view and a relation that it reads, in the whole database. #}
{% macro postgres__get_relations() %}
  {% call statement('relations', fetch_result=True, auto_begin=False) -%}
    select distinct
      dependent_schemas.nspname as dependent_schema,
      dependent.relname as dependent_name,
      referenced_schemas.nspname as referenced_schema,
      referenced.relname as referenced_name
    from pg_catalog.pg_rewrite as rules
    join pg_catalog.pg_class as dependent on dependent.oid = rules.ev_class
    join pg_catalog.pg_namespace as dependent_schemas on dependent_schemas.oid = dependent.relnamespace
    join pg_catalog.pg_depend as dependencies
      on dependencies.classid = 'pg_catalog.pg_rewrite'::regclass and dependencies.objid = rules.oid
    join pg_catalog.pg_class as referenced
      on dependencies.refclassid = 'pg_catalog.pg_class'::regclass and dependencies.refobjid = referenced.oid
    join pg_catalog.pg_namespace as referenced_schemas on referenced_schemas.oid = referenced.relnamespace
    where referenced.oid <> dependent.oid
      and referenced_schemas.nspname not in ('pg_catalog', 'information_schema')
    order by 1, 2, 3, 4
  {%- endcall %}
  {{ return(load_result('relations').table) }}
{% endmacro %}

{% macro postgres_get_relations() %}
  {{ return(postgres__get_relations()) }}
{% endmacro %}
