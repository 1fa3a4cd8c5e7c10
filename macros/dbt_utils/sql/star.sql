{# The columns of a relation with commas between them, for a SELECT list: without some, under other names, of an alias. #}
{% macro star(
  from, relation_alias=False, except=[], prefix='', suffix='', quote_identifiers=True, unquote_aliases=False, rename={}
) -%}
  {{ return(adapter.dispatch('star', 'dbt_utils')(
    from, relation_alias, except, prefix, suffix, quote_identifiers, unquote_aliases, rename
  )) }}
{%- endmacro %}

{% macro default__star(
  from, relation_alias=False, except=[], prefix='', suffix='', quote_identifiers=True, unquote_aliases=False, rename={}
) -%}
  {%- do dbt_utils._is_relation(from, 'star') -%}
  {%- do dbt_utils._is_ephemeral(from, 'star') -%}
  {#- What a linter compiles, or a project of which nothing is built yet, is valid SQL. -#}
  {%- if not execute -%}{{ return('*') }}{%- endif -%}
  {%- set columns = dbt_utils.get_filtered_columns_in_relation(from, except) -%}
  {%- if columns | length == 0 -%}
    {{ return('*' if flags.WHICH == 'compile' else '/* no column of ' ~ from ~ ' is left */') }}
  {%- endif -%}
  {%- set aliases = {} -%}
  {%- for name, alias in (rename or {}).items() %}{% do aliases.update({name | lower: alias}) %}{% endfor -%}
  {%- set items = [] -%}
  {%- for column in columns -%}
    {%- set shown = adapter.quote(column) if quote_identifiers else column -%}
    {%- set alias = prefix ~ column ~ suffix -%}
    {%- set own = aliases.get(column | lower) -%}
    {%- set item = relation_alias ~ '.' ~ shown if relation_alias else shown -%}
    {%- if own is not none -%}
      {%- set item = item ~ ' as ' ~ own -%}
    {%- elif prefix or suffix or (quote_identifiers and unquote_aliases) -%}
      {%- set quoted = quote_identifiers and not unquote_aliases -%}
      {%- set item = item ~ ' as ' ~ (adapter.quote(alias) if quoted else alias) -%}
    {%- endif -%}
    {%- do items.append(item | trim) -%}
  {%- endfor -%}
  {{ items | join(',\n  ') }}
{%- endmacro %}
