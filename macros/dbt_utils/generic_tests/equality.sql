{#
  Whether two relations have the same rows, in all columns, in some, or in all but some. With a precision numbers are compared after
  rounding. Rows are compared as a set: how often one occurs does not matter.
#}
{% test equality(model, compare_model, compare_columns=None, exclude_columns=None, precision=None) %}
  {{ return(adapter.dispatch('test_equality', 'dbt_utils')(
    model, compare_model, compare_columns, exclude_columns, precision
  )) }}
{% endtest %}

{% macro default__test_equality(model, compare_model, compare_columns=None, exclude_columns=None, precision=None) %}
  {%- if compare_columns and exclude_columns -%}
    {{ exceptions.raise_compiler_error('The test equality takes compare_columns or exclude_columns, and not both') }}
  {%- endif -%}
  {#- The number of rows that differ, and besides how many more differ on one side than on the other. -#}
  {{ config(fail_calc="count(*) + coalesce(abs(sum(case which_diff when 'a_minus_b' then 1 else -1 end)), 0)") }}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set columns = dbt_utils._compared_columns(model, compare_model, compare_columns, exclude_columns, precision) -%}
  with a as (
    select {{ columns }} from {{ model }}
  ),

  b as (
    select {{ columns }} from {{ compare_model }}
  ),

  a_minus_b as (
    select * from a
    {{ dbt.except() }}
    select * from b
  ),

  b_minus_a as (
    select * from b
    {{ dbt.except() }}
    select * from a
  )

  select 'a_minus_b' as which_diff, a_minus_b.* from a_minus_b
  union all
  select 'b_minus_a' as which_diff, b_minus_a.* from b_minus_a
{% endmacro %}


{# A SELECT list of what is compared. Nothing is asked of the database where the columns are given and are not to be rounded. #}
{% macro _compared_columns(model, compare_model, compare_columns, exclude_columns, precision) -%}
  {%- if compare_columns and precision is none -%}{{ return(compare_columns | join(', ')) }}{%- endif -%}
  {%- do dbt_utils._is_ephemeral(model, 'test_equality') -%}
  {%- do dbt_utils._is_relation(compare_model, 'test_equality') -%}
  {%- set wanted = (compare_columns or []) | map('lower') | list -%}
  {%- set left_out = (exclude_columns or []) | map('lower') | list -%}
  {%- set chosen = [] -%}
  {#- With a `where` in its configuration the model is a query. -#}
  {%- set columns = get_column_schema_from_query('select * from ' ~ model) if model is string else adapter.get_columns_in_relation(model) -%}
  {%- for column in columns -%}
    {%- set name = column.name | lower -%}
    {%- if name in wanted or not (wanted or name in left_out) %}{% do chosen.append(column) %}{% endif -%}
  {%- endfor -%}
  {%- if not compare_columns and not compare_model.is_cte -%}
    {%- do dbt_utils._check_has_columns(compare_model, chosen) -%}
  {%- endif -%}
  {%- set items = [] -%}
  {%- for column in chosen -%}
    {%- if precision is not none and (column.is_float() or column.is_numeric()) -%}
      {%- do items.append(
        'round(cast(' ~ column.quoted ~ ' as ' ~ dbt.type_numeric() ~ '), ' ~ precision ~ ') as ' ~ column.quoted
      ) -%}
    {%- else -%}
      {%- do items.append(column.quoted) -%}
    {%- endif -%}
  {%- endfor -%}
  {{ return(items | join(', ')) }}
{%- endmacro %}


{% macro _check_has_columns(relation, columns) %}
  {%- set there = adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list -%}
  {%- set missing = [] -%}
  {%- for column in columns if column.name | lower not in there %}{% do missing.append(column.name) %}{% endfor -%}
  {%- if missing -%}
    {{ exceptions.raise_compiler_error(
      'The test equality compares with ' ~ relation ~ ', which has no column ' ~ missing | join(', ')
      ~ ': say which to compare by compare_columns or exclude_columns'
    ) }}
  {%- endif -%}
{% endmacro %}
