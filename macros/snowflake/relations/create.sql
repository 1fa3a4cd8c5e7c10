{#
  SQL that creates relations. `or replace` swaps the new relation in once its query is done, so that readers see the old or the
  new one, and a failure leaves the old.
#}

{# With a contract the columns and constraints are written out; the query may have its columns in any order. #}
{% macro snowflake__create_table_as(temporary, relation, compiled_code, language='sql') -%}
  {%- if language != 'sql' -%}
    {% do exceptions.raise_compiler_error("Tables can be created from SQL only, not from '" ~ language ~ "'") %}
  {%- endif -%}
  {%- set contracted = config.get('contract').enforced and not temporary -%}
  {%- set clustered = snowflake__cluster_by() if not temporary -%}
  {{ sql_header_of_model() }}
  {{ get_assert_columns_equivalent(compiled_code) if contracted }}
  create or replace {{ (relation.get_ddl_prefix_for_create(model.config, temporary) ~ ' table') | trim }} {{ relation }}
  {%- if contracted %}
    {{ get_table_columns_and_constraints() }}
  {%- endif %}
  {%- for option in snowflake__table_options(relation, temporary) %}
    {{ option }}
  {%- endfor %}
  as (
    {%- if clustered %}
    select * from (
      {{ get_select_subquery(compiled_code) if contracted else compiled_code }}
    ) order by {{ clustered }}
    {%- else %}
    {{ get_select_subquery(compiled_code) if contracted else compiled_code }}
    {%- endif %}
  );
{%- endmacro %}


{# Automatic clustering is on for a new clustered table; to ask for it says so. #}
{% macro snowflake__resume_clustering(relation) %}
  {% if config.get('automatic_clustering') and snowflake__cluster_by() %}
    {% do run_query('alter ' ~ relation.get_ddl_prefix_for_alter() ~ 'table ' ~ relation ~ ' resume recluster') %}
  {% endif %}
{% endmacro %}


{% macro snowflake__create_view_as(relation, sql) -%}
  {{ snowflake__create_view_as_with_temp_flag(relation, sql) }}
{%- endmacro %}

{# Comments on the columns of a view can be given where it is created only. #}
{% macro snowflake__create_view_as_with_temp_flag(relation, sql, is_temporary=False) -%}
  {%- set permanent = not is_temporary -%}
  {{ sql_header_of_model() }}
  {{ get_assert_columns_equivalent(sql) if config.get('contract').enforced and permanent }}
  create or replace {{ 'secure ' if config.get('secure') and permanent }}{{ 'temporary ' if is_temporary }}view {{ relation }}
  {%- if permanent and config.persist_column_docs() and model.columns %}
    {{ snowflake__view_columns(sql) }}
  {%- endif %}
  {%- for option in (snowflake__governance_options() if permanent else []) %}
    {{ option }}
  {%- endfor %}
  {%- if permanent and config.get('change_tracking') is not none %}
    change_tracking = {{ config.get('change_tracking') | string | lower }}
  {%- endif %}
  {%- if permanent and copy_grants() %}
    copy grants
  {%- endif %}
  as (
    {{ sql }}
  );
{%- endmacro %}

{# Every column of the query, those of YAML with their descriptions. #}
{% macro snowflake__view_columns(sql) -%}
  {%- set names = get_columns_in_query(sql) -%}
  {%- set described = {} -%}
  {%- for name, column in validate_doc_columns(this, model.columns, names).items() if column.description -%}
    {%- do described.update({(name if column.quote else name | lower): column.description}) -%}
  {%- endfor -%}
  {%- set columns = [] -%}
  {%- for name in names -%}
    {%- set description = described.get(name) or described.get(name | lower) -%}
    {%- do columns.append(adapter.quote(name) ~ (' comment ' ~ snowflake__literal(description) if description else '')) -%}
  {%- endfor -%}
  (
    {{ columns | join(',\n    ') }}
  )
{%- endmacro %}
