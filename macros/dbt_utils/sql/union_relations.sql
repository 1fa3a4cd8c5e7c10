{#
  All rows of several relations. A column that a relation does not have is null in its rows; the relation itself is told in a column
  of its own. A column is of the type that the first relation has it in (the longest text of all), or that column_override says.
#}
{% macro union_relations(
  relations, column_override=none, include=[], exclude=[], source_column_name='_dbt_source_relation', where=none
) -%}
  {{ return(adapter.dispatch('union_relations', 'dbt_utils')(
    relations, column_override, include, exclude, source_column_name, where
  )) }}
{%- endmacro %}

{% macro default__union_relations(
  relations, column_override=none, include=[], exclude=[], source_column_name='_dbt_source_relation', where=none
) -%}
  {%- if include and exclude -%}
    {{ exceptions.raise_compiler_error('union_relations takes columns to include or columns to exclude, and not both') }}
  {%- endif -%}
  {%- for relation in relations -%}
    {%- do dbt_utils._is_relation(relation, 'union_relations') -%}
    {%- do dbt_utils._is_ephemeral(relation, 'union_relations') -%}
  {%- endfor -%}
  {#- Columns are asked of the database. -#}
  {%- if not execute -%}{{ return('') }}{%- endif -%}

  {%- set included = (include or []) | map('lower') | list -%}
  {%- set excluded = (exclude or []) | map('lower') | list -%}
  {%- set overrides = column_override or {} -%}
  {%- set columns = {} -%}
  {%- set owners = {} -%}
  {%- for relation in relations -%}
    {%- set names = [] -%}
    {%- for column in adapter.get_columns_in_relation(relation) -%}
      {%- set name = column.column -%}
      {%- if name | lower not in excluded and (not included or name | lower in included) -%}
        {%- do names.append(name) -%}
        {%- if name not in columns or columns[name].can_expand_to(column) -%}
          {%- do columns.update({name: column}) -%}
        {%- endif -%}
      {%- endif -%}
    {%- endfor -%}
    {%- do owners.update({loop.index0: names}) -%}
  {%- endfor -%}
  {%- if (include or exclude) and not columns and flags.WHICH in ['run', 'build'] -%}
    {{ exceptions.raise_compiler_error(
      'union_relations: no column of ' ~ relations | join(', ') ~ ' is left with '
      ~ ('include=' ~ include if include else 'exclude=' ~ exclude)
    ) }}
  {%- endif -%}

  {%- for relation in relations -%}
    {%- set own = owners[loop.index0] %}
    (
      select
        {%- if source_column_name is not none %}
        cast({{ dbt.string_literal(relation.render()) }} as {{ dbt.type_string() }}) as {{ source_column_name }},
        {%- endif %}
        {%- for name, column in columns.items() %}
        {%- set quoted = adapter.quote(name) %}
        cast({{ quoted if name in own else 'null' }} as {{ overrides.get(name, column.data_type) }}) as {{ quoted }}
        {%- if not loop.last %},{% endif %}
        {%- else %}
        *
        {%- endfor %}
      from {{ relation }}
      {%- if where %}
      where {{ where }}
      {%- endif %}
    )
    {%- if not loop.last %}
    union all
    {%- endif %}
  {%- endfor %}
{%- endmacro %}
