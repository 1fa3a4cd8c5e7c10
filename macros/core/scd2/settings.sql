{#
  What a model's configuration says, with the columns of its query. Names are as SQL writes them: the query's columns quoted, those that scd2 adds as they are configured.

    key, updated_at, checked, type1, stored   columns of the query; stored: all that the table has
    effective, expiration, current, deleted   columns that scd2 adds; deleted: none unless deletions are versions
    flag                                      the query's column that marks deletions, or none
    columns                                   [{name, quoted, data_type}] of the table, without the surrogate key
    time_type, change_type                    types of effective and of updated_at
#}
{% macro scd2_settings(query_columns) -%}
  {%- set spelt = spellings_of(query_columns) -%}
  {%- set key = configured_columns('unique_key', spelt) -%}
  {%- set updated_at = configured_columns('updated_at', spelt) | first -%}
  {%- set flag = configured_columns('delete_flag', spelt, required=false) | first -%}
  {%- set type1 = configured_columns('type1_columns', spelt, required=false) -%}
  {%- set stored = query_columns | map(attribute='quoted') | reject('equalto', flag) | list -%}
  {%- set all_checked = config.get('check_columns') in [none, 'all'] -%}
  {%- set checked = stored | reject('in', key + [updated_at] + type1) | list if all_checked else configured_columns('check_columns', spelt) -%}
  {%- for name in checked if name in type1 + key + [updated_at, flag] -%}
    {%- do exceptions.raise_compiler_error('scd2: column ' ~ name ~ ' is in check_columns, and is also the key, updated_at, delete_flag or in type1_columns') -%}
  {%- endfor -%}
  {%- set change_type = (query_columns | selectattr('quoted', 'equalto', updated_at) | first).data_type -%}
  {%- set time_type = scd2_time_type(change_type) -%}
  {%- set effective = config.get('effective_column') or 'effective_date' -%}
  {%- set expiration = config.get('expiration_column') or 'expiration_date' -%}
  {%- set current = config.get('current_column') or 'is_current' -%}
  {%- set deletes = adapter.get_hard_deletes_behavior(config) -%}
  {%- set deleted = (config.get('deleted_column') or 'is_deleted') if deletes == 'new_record' else none -%}
  {%- set added = [
    {'name': effective, 'quoted': effective, 'data_type': time_type},
    {'name': expiration, 'quoted': expiration, 'data_type': time_type},
    {'name': current, 'quoted': current, 'data_type': dbt.type_boolean()},
  ] -%}
  {%- if deleted -%}
    {%- do added.append({'name': deleted, 'quoted': deleted, 'data_type': dbt.type_boolean()}) -%}
  {%- endif -%}
  {%- for column in added if column.name | lower in spelt -%}
    {%- do exceptions.raise_compiler_error("scd2: the query has a column '" ~ column.name ~ "', which the table has for the history; give that another name, as effective_column does") -%}
  {%- endfor -%}
  {%- set kept = query_columns | rejectattr('quoted', 'equalto', flag) | list -%}
  {{ return({
    'key': key, 'updated_at': updated_at, 'checked': checked + ([deleted] if deleted else []), 'type1': type1, 'stored': stored + ([deleted] if deleted else []),
    'effective': effective, 'expiration': expiration, 'current': current, 'deleted': deleted, 'flag': flag, 'deletes': deletes,
    'columns': kept + added, 'query_columns': kept, 'time_type': time_type, 'change_type': change_type,
    'surrogate_key': config.get('surrogate_key'), 'forever': "cast('" ~ (config.get('expiration_value') or '9999-12-31') ~ "' as " ~ time_type ~ ')',
  }) }}
{%- endmacro %}


{# The type of effective dates: that of updated_at, or a date where versions are of days. #}
{% macro scd2_time_type(change_type) -%}
  {%- set grain = config.get('grain') or 'timestamp' -%}
  {%- if grain not in ['timestamp', 'day'] -%}
    {%- do exceptions.raise_compiler_error("scd2: grain is '" ~ grain ~ "', but has to be timestamp or day") -%}
  {%- endif -%}
  {{ return('date' if grain == 'day' else change_type) }}
{%- endmacro %}
