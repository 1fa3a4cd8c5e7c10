{# Whether a relation has as many rows as another, in all or in each group. A failure is a row too many or too few. #}
{% test equal_rowcount(model, compare_model, group_by_columns=[]) %}
  {{ return(adapter.dispatch('test_equal_rowcount', 'dbt_utils')(model, compare_model, group_by_columns)) }}
{% endtest %}

{% macro default__test_equal_rowcount(model, compare_model, group_by_columns=[]) %}
  {{ config(fail_calc='coalesce(sum(diff_count), 0)') }}
  with counts as (
    {{ dbt_utils._row_counts(model, compare_model, group_by_columns) }}
  )

  select *, abs(count_model - count_compare) as diff_count
  from counts
  where count_model <> count_compare
{% endmacro %}


{# Whether a relation has fewer rows than another, in all or in each of its groups. A failure is a row too many. #}
{% test fewer_rows_than(model, compare_model, group_by_columns=[]) %}
  {{ return(adapter.dispatch('test_fewer_rows_than', 'dbt_utils')(model, compare_model, group_by_columns)) }}
{% endtest %}

{% macro default__test_fewer_rows_than(model, compare_model, group_by_columns=[]) %}
  {{ config(fail_calc='coalesce(sum(row_count_delta), 0)') }}
  with counts as (
    {{ dbt_utils._row_counts(model, compare_model, group_by_columns) }}
  )

  select
    *,
    case when count_model = count_compare then 1 else count_model - count_compare end as row_count_delta
  from counts
  where count_model >= count_compare
{% endmacro %}


{# The number of rows of two relations side by side; groups of which one side has none, and those of null, count like all others. #}
{% macro _row_counts(model, compare_model, group_by_columns) %}
  {%- set groups = group_by_columns | join(', ') ~ ', ' if group_by_columns else '' %}
    select
      {{ groups }}coalesce(sum(of_model), 0) as count_model,
      coalesce(sum(of_compare), 0) as count_compare
    from (
      select {{ groups }}1 as of_model, 0 as of_compare from {{ model }}
      union all
      select {{ groups }}0 as of_model, 1 as of_compare from {{ compare_model }}
    ) as rows_of_both
    {%- if group_by_columns %}
    group by {{ group_by_columns | join(', ') }}
    {%- endif %}
{% endmacro %}
