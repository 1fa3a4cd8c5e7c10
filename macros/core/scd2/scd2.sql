{#
  scd2: a table of all versions of each row, each with the time from which and until which it holds (SCD type 2). The model selects changes: rows of a natural key
  and the time of the change; one row a key or many, in any order. docs/history.md has the configuration.

  A run puts the query's rows among the versions that are there: by key, in the order of their time, the last of the same time (or day) counts, and a row that changes
  nothing begins no version. What comes of that is compared with the table, and what differs is deleted, updated and inserted: run again, nothing changes. The result
  does not depend on the order in which the rows came, as long as a late row comes with the rows of its key that are newer (as high_water_mark sees to).
#}
{% materialization scd2, default %}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table') -%}
  {%- set merges = is_incremental() -%}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {%- set staging = stage_rows(target_relation, sql) -%}
  {%- set scd = scd2_settings(adapter.get_columns_in_relation(staging)) -%}
  {%- do assert_values(staging, scd.key + [scd.updated_at]) -%}

  {% if merges %}
    {% do scd2_follow_columns(existing, scd) %}
    {% set plan = stage_rows(target_relation, scd2_plan_sql(scd, staging, existing), '__dbt_plan') %}
    {% call statement('main') -%}
      {{ scd2_merge_sql(target_relation, plan, scd) }}
    {%- endcall %}
  {% else %}
    {% set versions = scd2_versions_sql(scd, staging) %}
    {% if scd.surrogate_key %}
      {% set known = existing if existing is not none and existing.is_table and scd2_has_columns(existing, [scd.surrogate_key, scd.effective]) else none %}
      {% do build_with_keys(target_relation, versions, scd.surrogate_key, scd.columns, scd.key + [scd.effective], known) %}
    {% else %}
      {% do build_without_keys(target_relation, versions) %}
    {% endif %}
    {% do put_in_place(existing, target_relation) %}
  {% endif %}

  {% do finish_keyed(existing, target_relation, staging, merges) %}
  {% if plan is defined %}
    {% do post_snapshot(plan) %}
  {% endif %}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{% macro scd2_has_columns(relation, names) -%}
  {%- set known = adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list -%}
  {{ return(names | map('lower') | reject('in', known) | list | length == 0) }}
{%- endmacro %}


{# New columns of the query are added, empty in the versions that are there; one that is gone is an error. #}
{% macro scd2_follow_columns(relation, scd) -%}
  {%- set known = adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list -%}
  {%- do create_columns(relation, scd.query_columns | rejectattr('name', 'in', known + known | map('upper') | list) | list) -%}
  {%- set expected = scd.columns | map(attribute='name') | map('lower') | list -%}
  {%- if scd.surrogate_key -%}{%- do expected.append(scd.surrogate_key | lower) -%}{%- endif -%}
  {%- do assert_columns_of_table(relation, expected) -%}
{%- endmacro %}
