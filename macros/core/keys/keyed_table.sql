{#
  keyed_table: a table of one row per natural key, with a surrogate key that never changes (SCD type 1). The model selects everything but the surrogate
  key, one row per natural key. Configuration:

    unique_key             natural key: a column or a list of columns
    surrogate_key          name of the key column; it comes first in the table
    version_column         a row replaces one of an equal or smaller version only, so a late row cannot undo a newer one
    merge_exclude_columns  columns that keep the value they were inserted with
    metadata_columns       columns that are updated with a row but do not make it a changed one

  First run: makes the table, inserts in the order of the natural key. Later runs, in which is_incremental() is true: update the rows that differ, in
  every column but the surrogate key and the excluded ones, and insert new natural keys. Run again on the same rows it changes nothing.

  --full-refresh builds the table anew from all rows, yet natural keys that the old table knew keep their surrogate key and their excluded columns: keys
  are references that facts, extracts and people hold. Rows that the query no longer returns are gone.
#}
{% materialization keyed_table, default %}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table') -%}
  {%- set merges = is_incremental() -%}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {%- set staging = stage_rows(target_relation, sql) -%}
  {%- set columns = adapter.get_columns_in_relation(staging) -%}
  {%- set spelt = spellings_of(columns) -%}
  {%- set natural_key = configured_columns('unique_key', spelt) -%}
  {%- set surrogate_key = config.require('surrogate_key') -%}
  {%- set keep = configured_columns('merge_exclude_columns', spelt, required=false) -%}
  {%- do assert_values(staging, natural_key) -%}
  {%- do assert_unique(staging, natural_key) -%}

  {% if merges %}
    {% do assert_columns_of_table(existing, [surrogate_key | lower] + spelt.keys() | list) %}
    {% set updated = columns | map(attribute='quoted') | reject('in', natural_key + keep) | list %}
    {% set compared = updated | reject('in', configured_columns('metadata_columns', spelt, required=false)) | list %}
    {% set version = configured_columns('version_column', spelt, required=false) | first %}
    {% call statement('main') -%}
      {{ keyed_table_merge_sql(target_relation, staging, natural_key, columns, updated, compared, version) }}
    {%- endcall %}
  {% else %}
    {% set known = existing if existing is not none and existing.is_table and surrogate_key | lower in (
      adapter.get_columns_in_relation(existing) | map(attribute='name') | map('lower') | list
    ) else none %}
    {% do build_with_keys(target_relation, 'select * from ' ~ staging, surrogate_key, columns, natural_key, known, keep) %}
    {% do put_in_place(existing, target_relation) %}
  {% endif %}

  {% do finish_keyed(existing, target_relation, staging, merges) %}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{# Updates the rows that differ and inserts those whose key is new. #}
{% macro keyed_table_merge_sql(target_relation, staging, natural_key, columns, updated, compared, version) -%}
  {{ adapter.dispatch('keyed_table_merge_sql', 'dbt')(target_relation, staging, natural_key, columns, updated, compared, version) }}
{%- endmacro %}

{% macro default__keyed_table_merge_sql(target_relation, staging, natural_key, columns, updated, compared, version) -%}
  {%- set names = columns | map(attribute='quoted') | list -%}
  merge into {{ target_relation }} as old_rows
  using {{ staging }} as new_rows
  on {{ same_values(natural_key, 'old_rows', 'new_rows') }}
  {%- if updated %}
  when matched and {{ keyed_table_replaces(compared, version) }} then update set
    {% for name in updated %}{{ name }} = new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
  {%- endif %}
  when not matched then insert ({{ names | join(', ') }})
    values ({% for name in names %}new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{# Whether a new row is another than the old one, and not an older version of it. #}
{% macro keyed_table_replaces(compared, version) -%}
  {%- if version -%}
    (old_rows.{{ version }} is null or new_rows.{{ version }} >= old_rows.{{ version }}) and
  {% endif -%}
  ({{ differing_values(compared, 'old_rows', 'new_rows') if compared else 'false' }})
{%- endmacro %}
