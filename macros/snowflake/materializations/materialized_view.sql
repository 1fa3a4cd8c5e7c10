{#
  A materialized view: Snowflake keeps it up to date with its one table. A run creates it, and replaces it where its query, its
  clustering or its kind changed; else there is nothing to do.
#}
{% materialization materialized_view, adapter='snowflake' %}
  {%- set before = snowflake__begin_node() -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='materialized_view') -%}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% set keeps = existing_relation is not none and existing_relation.is_materialized_view and not should_full_refresh() %}
  {% if keeps and not snowflake__materialized_view_changed(existing_relation) %}
    {% call noop_statement('main', message='skip ' ~ target_relation, code='skip', rows_affected='-1') %}{% endcall %}
  {% else %}
    {% do snowflake__make_way(existing_relation, target_relation) %}
    {% call statement('main') -%}
      {{ get_create_materialized_view_as_sql(target_relation, sql) }}
    {%- endcall %}
    {% do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation)) %}
    {% do persist_docs(target_relation, model, for_columns=False) %}
  {% endif %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}

  {% do snowflake__end_node(before) %}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{# The statement that made it is kept by the database: it has the query in it, as it was sent. #}
{% macro snowflake__materialized_view_changed(relation) %}
  {% set name = relation.identifier if relation.quote_policy.identifier else relation.identifier | upper %}
  {% set shown = run_query(
    'show materialized views like ' ~ snowflake__literal(relation.identifier) ~ ' in schema ' ~ relation.without_identifier()
  ) %}
  {% set wanted = get_create_materialized_view_as_sql(relation, sql) | trim | trim(';') | trim %}
  {% for row in shown.rows if row['name'] == name %}
    {% if (row['text'] | trim | trim(';') | trim).split() == wanted.split() %}
      {{ return(False) }}
    {% endif %}
  {% endfor %}
  {{ return(True) }}
{% endmacro %}

{% macro snowflake__get_create_materialized_view_as_sql(relation, sql) -%}
  create or replace {{ 'secure ' if config.get('secure') }}materialized view {{ relation }}
  {%- if copy_grants() %}
    copy grants
  {%- endif %}
  {%- for option in snowflake__governance_options() %}
    {{ option }}
  {%- endfor %}
  {%- if snowflake__cluster_by() %}
    cluster by ({{ snowflake__cluster_by() }})
  {%- endif %}
  as (
    {{ sql }}
  );
{%- endmacro %}
