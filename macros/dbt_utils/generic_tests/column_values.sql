{# Tests of the values of one column. #}

{# Whether a column has a value that is not null, in all rows or in each group. #}
{% test at_least_one(model, column_name, group_by_columns=[]) %}
  {{ return(adapter.dispatch('test_at_least_one', 'dbt_utils')(model, column_name, group_by_columns)) }}
{% endtest %}

{% macro default__test_at_least_one(model, column_name, group_by_columns=[]) %}
  {%- set groups = group_by_columns | join(', ') %}
  select {{ groups ~ ', ' if groups }}count({{ column_name }}) as value_count
  from {{ model }}
  {%- if groups %}
  group by {{ groups }}
  {%- endif %}
  having count({{ column_name }}) = 0
{% endmacro %}


{# Whether a column has more than one value, in all rows or in each group. #}
{% test not_constant(model, column_name, group_by_columns=[]) %}
  {{ return(adapter.dispatch('test_not_constant', 'dbt_utils')(model, column_name, group_by_columns)) }}
{% endtest %}

{% macro default__test_not_constant(model, column_name, group_by_columns=[]) %}
  {%- set groups = group_by_columns | join(', ') %}
  select {{ groups ~ ', ' if groups }}count(distinct {{ column_name }}) as value_count
  from {{ model }}
  {%- if groups %}
  group by {{ groups }}
  {%- endif %}
  having count(distinct {{ column_name }}) = 1
{% endmacro %}


{# Whether no text is empty; with trim_whitespace, which is the default, none of spaces either. #}
{% test not_empty_string(model, column_name, trim_whitespace=true) %}
  {{ return(adapter.dispatch('test_not_empty_string', 'dbt_utils')(model, column_name, trim_whitespace)) }}
{% endtest %}

{% macro default__test_not_empty_string(model, column_name, trim_whitespace=true) %}
  select {{ column_name }}
  from {{ model }}
  where {{ 'trim(' ~ column_name ~ ')' if trim_whitespace else column_name }} = ''
{% endmacro %}


{# Whether none of a column's values is one of a list. #}
{% test not_accepted_values(model, column_name, values, quote=True) %}
  {{ return(adapter.dispatch('test_not_accepted_values', 'dbt_utils')(model, column_name, values, quote)) }}
{% endtest %}

{% macro default__test_not_accepted_values(model, column_name, values, quote=True) %}
  {%- set literals = [] -%}
  {%- for value in values -%}
    {%- do literals.append(dbt.string_literal(dbt.escape_single_quotes(value | string)) if quote else value) -%}
  {%- endfor %}
  select distinct {{ column_name }} as value_field
  from {{ model }}
  where {{ column_name }} in ({{ literals | join(', ') }})
{% endmacro %}


{# Whether all values that are not null lie between two bounds, which are values or expressions; each may be left out. #}
{% test accepted_range(model, column_name, min_value=none, max_value=none, inclusive=true) %}
  {{ return(adapter.dispatch('test_accepted_range', 'dbt_utils')(model, column_name, min_value, max_value, inclusive)) }}
{% endtest %}

{% macro default__test_accepted_range(model, column_name, min_value=none, max_value=none, inclusive=true) %}
  {%- set or_equal = '=' if inclusive else '' %}
  select *
  from {{ model }}
  where false
    {%- if min_value is not none %}
    or not ({{ column_name }} >{{ or_equal }} {{ min_value }})
    {%- endif %}
    {%- if max_value is not none %}
    or not ({{ column_name }} <{{ or_equal }} {{ max_value }})
    {%- endif %}
{% endmacro %}


{# Whether the share of values that are not null, of all rows or of each group, lies between two bounds. #}
{% test not_null_proportion(model, column_name, at_least=none, at_most=1.0, group_by_columns=[]) %}
  {{ return(adapter.dispatch('test_not_null_proportion', 'dbt_utils')(
    model, column_name, at_least, at_most, group_by_columns
  )) }}
{% endtest %}

{% macro default__test_not_null_proportion(model, column_name, at_least=none, at_most=1.0, group_by_columns=[]) %}
  {%- if at_least is none -%}
    {{ exceptions.raise_compiler_error('The test not_null_proportion needs the argument at_least') }}
  {%- endif -%}
  {%- set groups = group_by_columns | join(', ') -%}
  with shares as (
    select
      {{ groups ~ ', ' if groups }}cast(count({{ column_name }}) as {{ dbt.type_numeric() }})
        / nullif(cast(count(*) as {{ dbt.type_numeric() }}), 0) as not_null_proportion
    from {{ model }}
    {%- if groups %}
    group by {{ groups }}
    {%- endif %}
  )

  select *
  from shares
  where not_null_proportion < {{ at_least }}
    or not_null_proportion > {{ at_most }}
{% endmacro %}
