{# Items of a SELECT list, one for each value of a column: an aggregate of then_value where the column has the value, of else_value where it has not. #}
{% macro pivot(
  column, values, alias=True, agg='sum', cmp='=', prefix='', suffix='', then_value=1, else_value=0,
  quote_identifiers=True, distinct=False
) %}
  {{ return(adapter.dispatch('pivot', 'dbt_utils')(
    column, values, alias, agg, cmp, prefix, suffix, then_value, else_value, quote_identifiers, distinct
  )) }}
{% endmacro %}

{% macro default__pivot(
  column, values, alias=True, agg='sum', cmp='=', prefix='', suffix='', then_value=1, else_value=0,
  quote_identifiers=True, distinct=False
) %}
  {%- for value in values %}
    {%- set name = prefix ~ value ~ suffix %}
    {{ agg }}(
      {{ 'distinct ' if distinct -}}
      case when {{ column }} {{ cmp }} {{ dbt.string_literal(dbt.escape_single_quotes(value | string)) }} then {{ then_value }} else {{ else_value }} end
    )
    {%- if alias %} as {{ adapter.quote(name) if quote_identifiers else dbt_utils.slugify(name) }}{% endif %}
    {%- if not loop.last %},{% endif %}
  {%- endfor %}
{% endmacro %}


{#
  A relation from wide to long: one row for each of its rows and columns, with the name of the column and its value as text. Columns
  of `exclude` stay columns, those of `remove` are left out. A boolean becomes 'true' or 'false'.
#}
{% macro unpivot(
  relation=none, cast_to='varchar', exclude=none, remove=none, field_name='field_name', value_name='value',
  quote_identifiers=False
) -%}
  {{ return(adapter.dispatch('unpivot', 'dbt_utils')(
    relation, cast_to, exclude, remove, field_name, value_name, quote_identifiers
  )) }}
{%- endmacro %}

{% macro default__unpivot(
  relation=none, cast_to='varchar', exclude=none, remove=none, field_name='field_name', value_name='value',
  quote_identifiers=False
) -%}
  {%- if not relation -%}
    {{ exceptions.raise_compiler_error('unpivot needs the argument relation') }}
  {%- endif -%}
  {%- do dbt_utils._is_relation(relation, 'unpivot') -%}
  {%- do dbt_utils._is_ephemeral(relation, 'unpivot') -%}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set kept = exclude or [] -%}
  {%- set left_out = (kept + (remove or [])) | map('lower') | list -%}
  {%- set columns = [] -%}
  {%- for column in adapter.get_columns_in_relation(relation) if column.column | lower not in left_out -%}
    {%- do columns.append(column) -%}
  {%- endfor -%}
  {%- for column in columns %}
    {%- set source = adapter.quote(column.column) if quote_identifiers else column.column %}
    select
      {%- for name in kept %}
      {{ adapter.quote(name) if quote_identifiers else name }},
      {%- endfor %}
      cast({{ dbt.string_literal(column.column) }} as {{ dbt.type_string() }}) as {{ adapter.quote(field_name) if quote_identifiers else field_name }},
      cast({{ dbt.cast_bool_to_text(source) if column.data_type | lower in ['bool', 'boolean'] else source }} as {{ cast_to }}) as {{ adapter.quote(value_name) if quote_identifiers else value_name }}
    from {{ relation }}
    {%- if not loop.last %}
    union all
    {%- endif %}
  {%- endfor %}
{%- endmacro %}
