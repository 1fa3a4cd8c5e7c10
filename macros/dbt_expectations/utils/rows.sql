{# The rows that are not as expected; a row of which that cannot be said (null) is no such row. #}
{% macro _failing_rows(model, expression, row_condition=none) %}
select *
from {{ model }}
where not ({{ expression }})
{%- if row_condition %}
  and ({{ row_condition }})
{%- endif %}
{% endmacro %}

{# One row for all rows, or one a group, with `measure` where it is not as `expected` says of `measured`. #}
{% macro _failing_measure(model, measure, expected, group_by=none, row_condition=none) %}
with measured_rows as (
    {{ dbt_expectations._select_as('measured', model, measure, row_condition, group_by) }}
)

select *
from measured_rows
where not ({{ expected }})
{% endmacro %}

{# A query of an expression: of all rows, or of groups of them. #}
{% macro get_select(model, expression, row_condition=none, group_by=none) -%}
  {{ adapter.dispatch('get_select', 'dbt_expectations')(model, expression, row_condition, group_by) }}
{%- endmacro %}

{% macro default__get_select(model, expression, row_condition, group_by) -%}
  {{ dbt_expectations._select_as('expression', model, expression, row_condition, group_by) }}
{%- endmacro %}

{% macro _select_as(name, model, expression, row_condition=none, group_by=none) -%}
  {%- set groups = dbt_expectations._columns_of_groups(group_by) -%}
    select
      {%- for group in groups %}
        {{ group.expression }} as {{ group.name }},
      {%- endfor %}
        {{ expression }} as {{ name }}
    from {{ model }}
  {%- if row_condition %}
    where {{ row_condition }}
  {%- endif %}
  {%- if groups %}
    {{ dbt_expectations.group_by(groups | length) }}
  {%- endif %}
{%- endmacro %}

{# What is grouped by, each with a name: a column's own, or group_<n> for an expression. #}
{% macro _columns_of_groups(group_by) -%}
  {%- set groups = [] -%}
  {%- set given = [group_by] if group_by is string else group_by or [] -%}
  {%- for column in given -%}
    {%- set is_column = modules.re.match('^(\\w+|"[^"]+"|`[^`]+`)$', column | string | trim) -%}
    {%- do groups.append({'expression': column, 'name': column if is_column else 'group_' ~ loop.index}) -%}
  {%- endfor -%}
  {{ return(groups) }}
{%- endmacro %}

{% macro group_by(n) -%}
  {{ return(adapter.dispatch('group_by', 'dbt_expectations')(n)) }}
{%- endmacro %}

{% macro default__group_by(n) -%}
  group by {% for i in range(1, n + 1) %}{{ i }}{{ ', ' if not loop.last }}{% endfor %}
{%- endmacro %}

{% macro truth_expression(expression) -%}
  {{ return(adapter.dispatch('truth_expression', 'dbt_expectations')(expression)) }}
{%- endmacro %}

{% macro default__truth_expression(expression) -%}
  {{ expression }} as expression
{%- endmacro %}

{# `x >= 1 and x <= 2`; either bound may be missing, strictly means without them. #}
{% macro _between(expression, min_value, max_value, strictly) -%}
  {%- if min_value is none and max_value is none -%}
    {{ exceptions.raise_compiler_error('There must be a min_value, a max_value, or both') }}
  {%- endif -%}
  {%- set or_equal = '' if strictly else '=' -%}
  {%- set bounds = [] -%}
  {%- if min_value is not none -%}{%- do bounds.append(expression ~ ' >' ~ or_equal ~ ' ' ~ min_value) -%}{%- endif -%}
  {%- if max_value is not none -%}{%- do bounds.append(expression ~ ' <' ~ or_equal ~ ' ' ~ max_value) -%}{%- endif -%}
  {{ return(bounds | join(' and ')) }}
{%- endmacro %}

{# Which rows count: those of which some, or all, of the columns have a value. #}
{% macro ignore_row_if_expression(ignore_row_if, columns) -%}
  {{ adapter.dispatch('ignore_row_if_expression', 'dbt_expectations')(ignore_row_if, columns) }}
{%- endmacro %}

{% macro default__ignore_row_if_expression(ignore_row_if, columns) -%}
  {%- set present = [] -%}
  {%- for column in columns -%}{%- do present.append(column ~ ' is not null') -%}{%- endfor -%}
  {%- if ignore_row_if == 'all_values_are_missing' -%}
    ({{ present | join(' or ') }})
  {%- elif ignore_row_if == 'any_value_is_missing' -%}
    ({{ present | join(' and ') }})
  {%- else -%}
    {{ exceptions.raise_compiler_error(
      "ignore_row_if must be 'all_values_are_missing' or 'any_value_is_missing', but is '" ~ ignore_row_if ~ "'"
    ) }}
  {%- endif -%}
{%- endmacro %}
