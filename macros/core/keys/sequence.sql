{#
  Surrogate keys by a sequence: the key is the DEFAULT of its column, `nextval` of `<table>_seq`, so that no statement of a model sets it. The sequence
  outlives the table: a number is never given twice.
#}

{% macro key_sequence(relation) -%}
  {{ return(adapter.dispatch('key_sequence', 'dbt')(relation)) }}
{%- endmacro %}

{# The name has no database where that is the target's: databases are files that may be renamed. #}
{% macro default__key_sequence(relation) -%}
  {%- set sequence = relation.incorporate(path={'identifier': relation.identifier ~ '_seq'}) -%}
  {{ return(sequence.include(database=(relation.database | lower != target.database | lower)) | string) }}
{%- endmacro %}


{% macro next_key(relation) -%}
  {{ return(adapter.dispatch('next_key', 'dbt')(relation)) }}
{%- endmacro %}

{% macro default__next_key(relation) -%}
  {{ return("nextval('" ~ key_sequence(relation) ~ "')") }}
{%- endmacro %}


{# A table whose column `key` numbers its rows. `of` is the relation that the sequence belongs to: the table is made under another name. #}
{% macro create_table_with_key(relation, key, columns, of) -%}
  {% call statement('create_key_sequence') -%}
    create sequence if not exists {{ key_sequence(of) }}
  {%- endcall %}
  {% call statement('create_table_with_key') -%}
    create table {{ relation }} (
      {{ key }} bigint default {{ next_key(of) }} not null
      {%- for column in columns %},
      {{ column.quoted }} {{ column.data_type }}
      {%- endfor %}
    )
  {%- endcall %}
{%- endmacro %}


{#
  Fills a table made for `of` with the rows of a query. Rows that `known` has already, told by the columns `identity`, keep the key that they have
  there, and the columns `keep`.
#}
{% macro build_with_keys(relation, rows_sql, key, columns, identity, known, keep=[]) -%}
  {{ adapter.dispatch('build_with_keys', 'dbt')(relation, rows_sql, key, columns, identity, known, keep) }}
{%- endmacro %}

{% macro default__build_with_keys(relation, rows_sql, key, columns, identity, known, keep) -%}
  {%- set building = make_intermediate_relation(relation) -%}
  {%- do drop_relation_if_exists(load_cached_relation(building)) -%}
  {%- do create_table_with_key(building, key, columns, relation) -%}
  {%- set names = columns | map(attribute='quoted') | join(', ') -%}
  {% call statement('main') -%}
    {%- if known %}
    insert into {{ building }} ({{ key }}, {{ names }})
    select old_rows.{{ key }}
      {%- for column in columns %}, {{ 'old_rows' if column.quoted in keep else 'new_rows' }}.{{ column.quoted }}{% endfor %}
    from (
      {{ rows_sql }}
    ) as new_rows
    join {{ rows_by_key(known, key, identity) }} as old_rows on {{ same_values(identity, 'old_rows', 'new_rows') }}
    order by old_rows.{{ key }};
    {%- endif %}
    insert into {{ building }} ({{ names }})
    select {{ names }} from (
      {{ rows_sql }}
    ) as new_rows
    {%- if known %}
    where not exists (select 1 from {{ known }} as old_rows where {{ same_values(identity, 'old_rows', 'new_rows') }})
    {%- endif %}
    order by {{ identity | join(', ') }}
  {%- endcall %}
{%- endmacro %}


{# The rows of a table, one of each identity: somebody may have put in another. #}
{% macro rows_by_key(known, key, identity) -%}
  (
      select all_rows.* from {{ known }} as all_rows
      join (select {{ identity | join(', ') }}, min({{ key }}) as first_key from {{ known }} group by {{ identity | join(', ') }}) as firsts
        on {{ same_values(identity, 'all_rows', 'firsts') }} and all_rows.{{ key }} = firsts.first_key
    )
{%- endmacro %}


{# A table of rows that have no key of their own. #}
{% macro build_without_keys(relation, rows_sql) -%}
  {{ adapter.dispatch('build_without_keys', 'dbt')(relation, rows_sql) }}
{%- endmacro %}

{% macro default__build_without_keys(relation, rows_sql) -%}
  {%- set building = make_intermediate_relation(relation) -%}
  {%- do drop_relation_if_exists(load_cached_relation(building)) -%}
  {% call statement('main') -%}
    {{ get_create_table_as_sql(False, building, rows_sql) }}
  {%- endcall %}
{%- endmacro %}


{% macro same_values(names, left, right) -%}
  {% for name in names %}{{ left }}.{{ name }} = {{ right }}.{{ name }}{{ ' and ' if not loop.last }}{% endfor %}
{%- endmacro %}

{% macro differing_values(names, left, right) -%}
  {% for name in names %}{{ left }}.{{ name }} is distinct from {{ right }}.{{ name }}{{ ' or ' if not loop.last }}{% endfor %}
{%- endmacro %}
