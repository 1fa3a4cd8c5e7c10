{#
  The first run, and a full refresh, replace the table. Later runs look at the query through a temporary view, or a temporary
  table where its rows are read twice, and let the strategy bring its rows into the target.
#}
{% materialization incremental, adapter='snowflake' %}
  {%- set before = snowflake__begin_node() -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table', table_format=snowflake__table_format()) -%}
  {%- set rebuild = existing_relation is none or not existing_relation.is_table or should_full_refresh() -%}
  {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}
  {%- set strategy = config.get('incremental_strategy') or 'default' -%}
  {%- set temp_type = dbt_snowflake_get_tmp_relation_type(strategy, config.get('unique_key')) -%}

  {% do require_batch() %}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% if rebuild %}
    {% do snowflake__build_table(existing_relation, target_relation) %}
  {% else %}
    {% set strategy_macro = adapter.get_incremental_strategy_macro(context, strategy) %}
    {% set target_relation = this.incorporate(type='table', table_format=existing_relation.table_format) %}
    {% set temp_relation = make_temp_relation(this).incorporate(type=temp_type) %}
    {% call statement('build_temp_relation') -%}
      {%- if temp_relation.is_view -%}
        {{ snowflake__create_view_as_with_temp_flag(temp_relation, compiled_code, True) }}
      {%- else -%}
        {{ create_table_as(True, temp_relation, compiled_code) }}
      {%- endif -%}
    {%- endcall %}
    {% set strategy_arguments = {
      'target_relation': target_relation,
      'temp_relation': temp_relation,
      'unique_key': config.get('unique_key'),
      'dest_columns': snowflake__incremental_columns(on_schema_change, temp_relation, target_relation),
      'incremental_predicates': config.get('predicates', none) or config.get('incremental_predicates', none),
    } %}
    {% call statement('main') -%}
      {{ strategy_macro(strategy_arguments) }}
    {%- endcall %}
    {% do drop_relation_if_exists(temp_relation) %}
  {% endif %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation, rebuild)) %}
  {% do persist_docs(target_relation, model) %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}

  {% do snowflake__end_node(before) %}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
