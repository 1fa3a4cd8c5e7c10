{# Renaming, and what stands in the way of a new relation. #}

{% macro duckdb__rename_relation(from_relation, to_relation) -%}
  {% call statement('rename_relation') -%}
    alter {{ to_relation.type }} {{ from_relation.render() }} rename to {{ adapter.quote_as_configured(to_relation.identifier, 'identifier') }}
  {%- endcall %}
{%- endmacro %}


{#
  Clears the way for `create or replace` of the target, inside the transaction that will create it, so that a failure brings
  everything back: a relation of another kind is dropped; tables whose foreign keys point at the old table lose these
  constraints (the database refuses to replace a table otherwise) and have them again when they are built next.
#}
{% macro duckdb__make_way(existing_relation, target_relation) %}
  {% if existing_relation is none %}
    {{ return(none) }}
  {% endif %}
  {% if existing_relation.is_table and adapter.existing_key_constraint_types(existing_relation) %}
    {% do duckdb__detach_foreign_keys(existing_relation) %}
  {% endif %}
  {% if existing_relation.type != target_relation.type %}
    {% call statement('drop_relation') -%}
      {{ get_drop_sql(existing_relation) }}
    {%- endcall %}
    {% do adapter.cache_dropped(existing_relation) %}
  {% endif %}
{% endmacro %}


{# Copies stay in place of the tables that refer to this one, those furthest away first. #}
{% macro duckdb__detach_foreign_keys(relation) %}
  {% call statement('foreign_keys', fetch_result=True) %}
    with recursive foreign_keys as (
      select table_name, referenced_table
      from duckdb_constraints()
      where constraint_type = 'FOREIGN KEY'
        and lower(database_name) = '{{ duckdb__name_literal(relation.database) }}'
        and lower(schema_name) = '{{ duckdb__name_literal(relation.schema) }}'
        and lower(table_name) != lower(referenced_table)
    ),
    dependents(table_name, distance) as (
      select table_name, 1
      from foreign_keys
      where lower(referenced_table) = '{{ duckdb__name_literal(relation.identifier) }}'
      union
      select foreign_keys.table_name, dependents.distance + 1
      from foreign_keys
      join dependents on lower(foreign_keys.referenced_table) = lower(dependents.table_name)
    )
    select table_name
    from dependents
    group by table_name
    order by max(distance) desc
  {% endcall %}
  {% for row in load_result('foreign_keys').table.rows %}
    {% set dependent = relation.incorporate(path={'identifier': row[0]}) %}
    {% set copy = dependent.incorporate(path={'identifier': row[0] ~ '__dbt_fk_backup'}) %}
    {% call statement('detach') %}
      create or replace table {{ copy }} as select * from {{ dependent }};
      drop table {{ dependent }};
      alter table {{ copy }} rename to {{ adapter.quote(row[0]) }}
    {% endcall %}
  {% endfor %}
{% endmacro %}
