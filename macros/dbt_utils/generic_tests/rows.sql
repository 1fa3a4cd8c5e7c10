{# Tests of rows against other rows of the same relation. #}

{#
  Whether no range overlaps another one, of all rows or of those that are the same in partition_by. gaps: whether there may be one
  between a range and the next ('allowed'), must be ('required'), or must not be ('not_allowed').
#}
{% test mutually_exclusive_ranges(
  model, lower_bound_column, upper_bound_column, partition_by=None, gaps='allowed', zero_length_range_allowed=False
) %}
  {{ return(adapter.dispatch('test_mutually_exclusive_ranges', 'dbt_utils')(
    model, lower_bound_column, upper_bound_column, partition_by, gaps, zero_length_range_allowed
  )) }}
{% endtest %}

{% macro default__test_mutually_exclusive_ranges(
  model, lower_bound_column, upper_bound_column, partition_by=None, gaps='allowed', zero_length_range_allowed=False
) %}
  {%- set before_next = {'allowed': '<=', 'required': '<', 'not_allowed': '='} -%}
  {%- if gaps not in before_next -%}
    {{ exceptions.raise_compiler_error(
      "The argument gaps of mutually_exclusive_ranges is one of 'not_allowed', 'allowed' and 'required', and not '" ~ gaps ~ "'"
    ) }}
  {%- endif -%}
  {%- set partition = 'partition by ' ~ partition_by ~ ' ' if partition_by else '' -%}
  with ranges as (
    select
      {{ partition_by ~ ' as partition_by_col,' if partition_by }}
      {{ lower_bound_column }} as lower_bound,
      {{ upper_bound_column }} as upper_bound,
      lead({{ lower_bound_column }}) over (
        {{ partition }}order by {{ lower_bound_column }}, {{ upper_bound_column }}
      ) as next_lower_bound
    from {{ model }}
  )

  select *
  from ranges
  where not coalesce(lower_bound {{ '<=' if zero_length_range_allowed else '<' }} upper_bound, false)
    -- no next one: the last range, or one before a range without a lower bound, which is a failure itself
    or not coalesce(upper_bound {{ before_next[gaps] }} next_lower_bound, true)
{% endmacro %}


{# Whether each value, in order of values, is the one before plus an interval; of times: plus that many dateparts. #}
{% test sequential_values(model, column_name, interval=1, datepart=None, group_by_columns=[]) %}
  {{ return(adapter.dispatch('test_sequential_values', 'dbt_utils')(
    model, column_name, interval, datepart, group_by_columns
  )) }}
{% endtest %}

{% macro default__test_sequential_values(model, column_name, interval=1, datepart=None, group_by_columns=[]) %}
  {%- set groups = group_by_columns | join(', ') -%}
  {%- set time = dbt.type_timestamp() -%}
  with windowed as (
    select
      {{ groups ~ ',' if groups }}
      {{ column_name }} as this_value,
      lag({{ column_name }}) over (
        {{ 'partition by ' ~ groups ~ ' ' if groups }}order by {{ column_name }}
      ) as previous_value
    from {{ model }}
  )

  select *
  from windowed
  where previous_value is not null
    {%- if datepart %}
    and cast(this_value as {{ time }}) <> cast({{ dbt.dateadd(datepart, interval, 'previous_value') }} as {{ time }})
    {%- else %}
    and this_value <> previous_value + {{ interval }}
    {%- endif %}
{% endmacro %}


{# Whether no two rows are the same in all of these columns. #}
{% test unique_combination_of_columns(model, combination_of_columns, quote_columns=false) %}
  {{ return(adapter.dispatch('test_unique_combination_of_columns', 'dbt_utils')(
    model, combination_of_columns, quote_columns
  )) }}
{% endtest %}

{% macro default__test_unique_combination_of_columns(model, combination_of_columns, quote_columns=false) %}
  {%- set names = [] -%}
  {%- for name in combination_of_columns %}{% do names.append(adapter.quote(name) if quote_columns else name) %}{% endfor -%}
  {%- set columns = names | join(', ') %}
  select {{ columns }}
  from {{ model }}
  group by {{ columns }}
  having count(*) > 1
{% endmacro %}
