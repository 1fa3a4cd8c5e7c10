{# Steps that the materializations which keep tables by key have in common. #}

{# The rows of a query in a temporary table, which is read more than once. #}
{% macro stage_rows(target_relation, sql, suffix='__dbt_rows') -%}
  {%- set staging = make_temp_relation(target_relation, suffix) -%}
  {% call statement('stage_rows') -%}
    {{ get_create_staging_table_as_sql(staging, sql) }}
  {%- endcall %}
  {{ return(staging) }}
{%- endmacro %}


{# Swaps in the table that build_with_keys has made. #}
{% macro put_in_place(existing, target_relation) -%}
  {{ adapter.dispatch('put_in_place', 'dbt')(existing, target_relation) }}
{%- endmacro %}

{% macro default__put_in_place(existing, target_relation) -%}
  {%- set backup = make_backup_relation(target_relation, existing.type if existing else 'table') -%}
  {%- do drop_relation_if_exists(load_cached_relation(backup)) -%}
  {%- do swap_in(existing, make_intermediate_relation(target_relation), target_relation, backup) -%}
  {%- if existing is not none -%}
    {%- do drop_relation_if_exists(backup) -%}
  {%- endif -%}
{%- endmacro %}


{# What every model has at its end. #}
{% macro finish_keyed(existing, target_relation, staging, merged) -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=not merged)) -%}
  {%- do persist_docs(target_relation, model) -%}
  {%- if merged -%}
    {%- do create_missing_indexes(target_relation) -%}
  {%- else -%}
    {%- do create_indexes(target_relation) -%}
  {%- endif -%}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- do adapter.commit() -%}
  {%- do post_snapshot(staging) -%}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
{%- endmacro %}
