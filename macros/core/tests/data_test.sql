{#
  Runs a data test. With store_failures its rows are kept in a table or view, replaced in one transaction, and counted there.
#}
{%- materialization test, default -%}
  {% set relations = [] %}
  {% set limit = config.get('limit') %}
  {% set header = config.get('sql_header') if flags.REQUIRE_SQL_HEADER_IN_TEST_CONFIGS else none %}

  {% if should_store_failures() %}
    {% set kind = config.get('store_failures_as') or 'table' %}
    {% if kind not in ['table', 'view'] %}
      {{ exceptions.raise_compiler_error(
        "'" ~ kind ~ "' is not a valid value for `store_failures_as`. Accepted values are: ['ephemeral', 'table', 'view']"
      ) }}
    {% endif %}

    {% set target_relation = api.Relation.create(database=database, schema=schema, identifier=model['alias'], type=kind) %}
    {% set old_relation = load_cached_relation(target_relation) %}
    {% set rows = get_limit_subquery_sql(sql, limit) %}
    {% call statement(auto_begin=True) %}
      {{ get_create_sql(target_relation, rows) if old_relation is none else get_replace_sql(old_relation, target_relation, rows) }}
    {% endcall %}
    {% do relations.append(target_relation) %}
    {% do adapter.commit() %}

    {% set main_sql = 'select *\n      from ' ~ target_relation %}
    {% set limit = none %}
  {% else %}
    {% set main_sql = sql %}
  {% endif %}

  {# One query needs no transaction, which would be two statements more; a header or a semicolon may make it several. #}
  {% set mostly = config.get('mostly') %}
  {% set test_sql = mostly_test_sql(main_sql, mostly, limit) if mostly is not none
    else get_test_sql(main_sql, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), limit) %}
  {% set single = not header and ';' not in test_sql %}
  {% call statement('main', fetch_result=True, auto_begin=not single) -%}
    {{ header if header and not relations }}
    {{ test_sql }}
  {%- endcall %}

  {{ return({'relations': relations}) }}
{%- endmaterialization -%}
