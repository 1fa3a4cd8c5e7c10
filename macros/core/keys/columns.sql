{# Columns of tables that are kept by key, as the warehouse spells them: {lower-case name: quoted name}. #}

{% macro spellings_of(columns) -%}
  {%- set spelt = {} -%}
  {%- for column in columns -%}
    {%- do spelt.update({column.name | lower: column.quoted}) -%}
  {%- endfor -%}
  {{ return(spelt) }}
{%- endmacro %}


{# The quoted names of columns that a configuration names; raises for those that the query has not. #}
{% macro configured_columns(key, spelt, required=true) -%}
  {%- set value = config.require(key) if required else config.get(key) -%}
  {%- set names = [] if value is none else [value] if value is string else value -%}
  {%- set found = [] -%}
  {%- for name in names -%}
    {%- if name | lower not in spelt -%}
      {%- do exceptions.raise_compiler_error(
        config.get('materialized') ~ ": the query has no column '" ~ name ~ "' of " ~ key ~ '; it has ' ~ spelt.keys() | join(', ')
      ) -%}
    {%- endif -%}
    {%- do found.append(spelt[name | lower]) -%}
  {%- endfor -%}
  {{ return(found) }}
{%- endmacro %}


{# Raises where the table's columns are not these: {lower-case name: …}. #}
{% macro assert_columns_of_table(relation, expected) -%}
  {%- set known = adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list -%}
  {%- set added = expected | reject('in', known) | list -%}
  {%- set removed = known | reject('in', expected) | list -%}
  {%- if added or removed -%}
    {%- do exceptions.raise_compiler_error(
      config.get('materialized') ~ ': the columns of ' ~ relation ~ ' are not those of the model'
      ~ (' (new: ' ~ added | join(', ') ~ ')' if added else '') ~ (' (gone: ' ~ removed | join(', ') ~ ')' if removed else '')
      ~ '; run it with --full-refresh, which keeps the surrogate keys'
    ) -%}
  {%- endif -%}
{%- endmacro %}


{# Raises where a row lacks one of these columns: it would be another one in every run. #}
{% macro assert_values(relation, names) -%}
  {%- set counted = run_query('select count(*) from ' ~ relation ~ ' where ' ~ names | join(' is null or ') ~ ' is null') -%}
  {%- if counted.rows[0][0] | int -%}
    {%- do exceptions.raise_compiler_error(
      config.get('materialized') ~ ': ' ~ counted.rows[0][0] ~ ' row(s) of the query have no value in ' ~ names | join(' or ') ~ '; leave them out, or give them one'
    ) -%}
  {%- endif -%}
{%- endmacro %}


{# Raises where two rows agree in all of these columns. #}
{% macro assert_unique(relation, names) -%}
  {%- set columns = names | join(', ') -%}
  {%- set repeated = run_query('select ' ~ columns ~ ', count(*) as n from ' ~ relation ~ ' group by ' ~ columns ~ ' having count(*) > 1 limit 1') -%}
  {%- if repeated.rows -%}
    {%- do exceptions.raise_compiler_error(
      config.get('materialized') ~ ': the query has ' ~ repeated.rows[0][-1] ~ ' rows of ' ~ columns ~ ' = ' ~ repeated.rows[0][:-1] | join(', ') ~ ', but must have one'
    ) -%}
  {%- endif -%}
{%- endmacro %}
