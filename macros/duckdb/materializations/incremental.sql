{# As the default one, but all in one transaction, the temporary table included. #}
{% materialization incremental, adapter='duckdb', supported_languages=['sql', 'python'] -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table') -%}
  {%- set rebuild = existing_relation is none or existing_relation.is_view or should_full_refresh() -%}
  {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}

  {% do require_batch() %}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% if rebuild %}
    {% do duckdb__build_table(existing_relation, target_relation) %}
  {% else %}
    {% set temp_relation = make_temp_relation(target_relation) %}
    {% call statement('build_temp_relation', language=model['language']) -%}
      {{ create_table_as(True, temp_relation, compiled_code, model['language']) }}
    {%- endcall %}
    {% set build_sql = incremental_build_sql(on_schema_change, temp_relation, existing_relation, target_relation) %}
    {% call statement('main') %}
      {{ build_sql }}
    {% endcall %}
    {% call statement('drop_temp_relation') -%}
      {{ drop_table(temp_relation) }}
    {%- endcall %}
  {% endif %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation, rebuild)) %}
  {% do persist_docs(target_relation, model) %}

  {{ adapter.commit() }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}

  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}
