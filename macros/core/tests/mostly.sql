{#
  A data test of which a share of rows may fail: `mostly: 0.95` passes as long as 5 of 100 rows do, at most. The share is one of the rows
  that the test looks at; of a column's values, those that are not null, unless null may fail the test.
#}

{% macro mostly_test_sql(main_sql, mostly, limit) -%}
  {%- set test = model.get('test_metadata') or {} -%}
  {%- set kwargs = test.get('kwargs') or {} -%}
  {%- if 'model' not in kwargs -%}
    {{ exceptions.raise_compiler_error("'mostly' needs rows to be a share of: only generic tests have a model") }}
  {%- endif -%}
  {%- if mostly < 0 or mostly > 1 -%}
    {{ exceptions.raise_compiler_error("'mostly' must be a share of rows, from 0 to 1, but is " ~ mostly) }}
  {%- endif -%}
  {%- set column = kwargs.get('column_name') -%}
  {%- set with_nulls = 'null' in test['name'] or test['name'] == 'expect_column_values_to_be_in_set' -%}
  {%- set counted = column if column and not with_nulls else '*' -%}
  {%- set allowed = ((1 - mostly) * 1000000) | round | int -%}
  {%- set condition -%}
    > (
      select floor({{ allowed }} * count({{ counted }}) / 1000000)
      from {{ render(kwargs['model']) }}
      {%- if kwargs.get('row_condition') %}
      where {{ kwargs['row_condition'] }}
      {%- endif %}
    )
  {%- endset -%}
  {# These answer values with the number of their rows. #}
  {%- set grouped = ['unique', 'accepted_values', 'expect_column_values_to_be_unique', 'expect_compound_columns_to_be_unique'] -%}
  {%- set fail_calc = config.get('fail_calc') -%}
  {%- if fail_calc == 'count(*)' and test['name'] in grouped -%}
    {%- set fail_calc = 'coalesce(sum(n_records), 0)' -%}
  {%- endif -%}
  {{ get_test_sql(main_sql, fail_calc, condition, condition, limit) }}
{%- endmacro %}
