{# SQL of dynamic tables. #}

{% macro get_create_dynamic_table_as_sql(relation, sql) -%}
  {{ adapter.dispatch('get_create_dynamic_table_as_sql', 'dbt')(relation, sql) }}
{%- endmacro %}

{# `transient` is said only where the config does: dynamic tables are permanent by default. #}
{% macro default__get_create_dynamic_table_as_sql(relation, sql) -%}
  {%- set lag = config.get('target_lag') -%}
  {%- if not config.get('snowflake_warehouse') -%}
    {{ exceptions.raise_compiler_error("A dynamic table needs the config 'snowflake_warehouse': the warehouse that refreshes it") }}
  {%- elif not lag and (config.get('scheduler') or 'enable') | lower == 'enable' -%}
    {{ exceptions.raise_compiler_error("A dynamic table needs the config 'target_lag': a time such as '5 minutes', or 'downstream'") }}
  {%- endif -%}
  {{ sql_header_of_model() }}
  create or replace {{ 'transient ' if config.get('transient') }}dynamic {{ 'iceberg ' if relation.is_iceberg_format }}table {{ relation }}
  {%- if lag %}
    target_lag = {{ snowflake__target_lag(lag) }}
  {%- endif %}
    warehouse = {{ config.get('snowflake_warehouse') }}
  {%- if config.get('snowflake_initialization_warehouse') %}
    initialization_warehouse = {{ config.get('snowflake_initialization_warehouse') }}
  {%- endif %}
  {%- for key in ['refresh_mode', 'initialize', 'scheduler'] if config.get(key) %}
    {{ key }} = {{ snowflake__literal(config.get(key)) if key == 'scheduler' else config.get(key) }}
  {%- endfor %}
  {%- for option in snowflake__table_options(relation, False) %}
    {{ option }}
  {%- endfor %}
  {%- if config.get('immutable_where') %}
    immutable where ({{ config.get('immutable_where') }})
  {%- endif %}
  as (
    {{ sql }}
  );
{%- endmacro %}

{% macro snowflake__target_lag(lag) -%}
  {{ return('downstream' if lag | lower == 'downstream' else snowflake__literal(lag)) }}
{%- endmacro %}


{# None where the table is as the config says. #}
{% macro get_dynamic_table_configuration_changes(existing_relation, new_config) %}
  {{ return(existing_relation.dynamic_table_config_changeset(snowflake__describe_dynamic_table(existing_relation), model)) }}
{% endmacro %}

{# {'dynamic_table': the rows of SHOW}. In the pattern of LIKE `_` and `%` stand for others, so that it may answer more than one. #}
{% macro snowflake__describe_dynamic_table(relation) %}
  {% set name = relation.identifier if relation.quote_policy.identifier else relation.identifier | upper %}
  {% set shown = run_query(
    'show dynamic tables like ' ~ snowflake__literal(relation.identifier) ~ ' in schema ' ~ relation.without_identifier()
  ) %}
  {% set found = [] %}
  {% for row in shown.rows if row['name'] == name %}
    {% do found.append(row) %}
  {% endfor %}
  {{ return({'dynamic_table': found}) }}
{% endmacro %}


{# All that can be altered in one statement. What decides how the table is filled asks for a new one. #}
{% macro get_alter_dynamic_table_as_sql(existing_relation, configuration_changes, target_relation, sql) -%}
  {%- if configuration_changes.requires_full_refresh -%}
    {{ get_create_dynamic_table_as_sql(target_relation, sql) }}
  {%- else -%}
    alter dynamic table {{ existing_relation }} set
    {%- if configuration_changes.target_lag %}
    target_lag = {{ snowflake__target_lag(configuration_changes.target_lag.context) }}
    {%- endif %}
    {%- if configuration_changes.snowflake_warehouse %}
    warehouse = {{ configuration_changes.snowflake_warehouse.context }}
    {%- endif %}
    {%- if configuration_changes.snowflake_initialization_warehouse %}
    initialization_warehouse = {{ configuration_changes.snowflake_initialization_warehouse.context }}
    {%- endif %}
    {%- if configuration_changes.scheduler %}
    scheduler = {{ snowflake__literal(configuration_changes.scheduler.context) }}
    {%- endif %}
  {%- endif -%}
{%- endmacro %}


{% macro snowflake__refresh_dynamic_table(relation) -%}
  alter dynamic table {{ relation }} refresh
{%- endmacro %}
