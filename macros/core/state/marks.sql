{#
  High-water marks: from where a run of a model goes on reading. The mark is the data itself, the greatest value of a column in the model's table, so
  a run that fails moves nothing. What `quern marks reset` has put into the table `marks` goes before it, until a run of the model has succeeded.
#}

{#
  SQL of the mark: the greatest value of `column` in the model's table, less `late_arrival` for rows that arrive late; `initial` where there is no
  table, no row in it, or a full refresh. Rows behind the mark's lateness are read again: the model has to know them by a key.

    column        an expression over the model's own table: a date, a time, or a number
    late_arrival  '3 days', '12 hours', … or a number of days; of a number: by how much
    initial       a date or time; a number makes it a mark of numbers, without lateness unless that is given
#}
{% macro high_water_mark(column, late_arrival='3 days', initial='1900-01-01') -%}
  {%- if not execute or load_cached_relation(this) is none or should_full_refresh() -%}
    {{ return(high_water_mark_value(initial, initial)) }}
  {%- endif -%}
  {%- set override = high_water_mark_override(model.unique_id, column) -%}
  {%- if override is not none -%}
    {#- A run that leaves rows out on purpose has not read what the override asks for. -#}
    {%- if not flags.EMPTY and not flags.SAMPLE -%}
      {%- do adapter.run_at_commit(forget_high_water_mark_sql(model.unique_id, column, override)) -%}
    {%- endif -%}
    {{ return(high_water_mark_value(override, initial, high_water_mark_type(this, column, initial))) }}
  {%- endif -%}
  {{ return(adapter.dispatch('high_water_mark', 'dbt')(column, late_arrival, initial)) }}
{%- endmacro %}

{% macro default__high_water_mark(column, late_arrival, initial) -%}
  {{ return('(select ' ~ high_water_mark_newest(this, column, late_arrival, initial) ~ ' from ' ~ this ~ ')') }}
{%- endmacro %}


{# The aggregate over the table that is the mark. #}
{% macro high_water_mark_newest(relation, column, late_arrival, initial) -%}
  {%- set data_type = high_water_mark_type(relation, column, initial) -%}
  {%- set newest = high_water_mark_less_lateness('max(' ~ column ~ ')', late_arrival, initial) | trim -%}
  {%- set newest = 'cast(' ~ newest ~ ' as ' ~ data_type ~ ')' if data_type else newest -%}
  {{ return('coalesce(' ~ newest ~ ', ' ~ high_water_mark_value(initial, initial, data_type) ~ ')') }}
{%- endmacro %}

{% macro high_water_mark_less_lateness(newest, late_arrival, initial) -%}
  {%- if initial is number -%}
    {{ return(newest ~ ' - ' ~ late_arrival if late_arrival is number and late_arrival else newest) }}
  {%- endif -%}
  {%- set lateness = high_water_mark_lateness(late_arrival) -%}
  {{ return(dbt.dateadd(lateness.unit, -lateness.count, newest) if lateness.count else newest) }}
{%- endmacro %}

{# '3 days' is {count: 3, unit: 'day'}; so is 3. #}
{% macro high_water_mark_lateness(late_arrival) -%}
  {%- if not late_arrival -%}
    {{ return({'count': 0, 'unit': 'day'}) }}
  {%- elif late_arrival is number -%}
    {{ return({'count': late_arrival, 'unit': 'day'}) }}
  {%- endif -%}
  {%- set words = (late_arrival | string).split() -%}
  {%- set unit = words[-1] | lower -%}
  {%- set unit = unit[:-1] if unit.endswith('s') else unit -%}
  {%- if words | length != 2 or not words[0].isdigit() or unit not in ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] -%}
    {%- do exceptions.raise_compiler_error(
      "high_water_mark: late_arrival is '" ~ late_arrival ~ "', but has to be a number of days or a text like '3 days', '12 hours', '30 minutes'"
    ) -%}
  {%- endif -%}
  {{ return({'count': words[0] | int, 'unit': unit}) }}
{%- endmacro %}


{# A value of the mark's kind, which that of `initial` is. #}
{% macro high_water_mark_value(value, initial, data_type=none) -%}
  {%- if initial is number -%}
    {{ return(value | string if value is number else "cast('" ~ dbt.escape_single_quotes(value) ~ "' as " ~ dbt.type_numeric() ~ ')') }}
  {%- endif -%}
  {{ return("cast('" ~ dbt.escape_single_quotes(value | string) ~ "' as " ~ (data_type or dbt.type_timestamp()) ~ ')') }}
{%- endmacro %}

{# The type that values of the mark are cast to, where a time is not comparable with every kind of date; none for a time. #}
{% macro high_water_mark_type(relation, column, initial) -%}
  {{ return(adapter.dispatch('high_water_mark_type', 'dbt')(relation, column, initial)) }}
{%- endmacro %}

{% macro default__high_water_mark_type(relation, column, initial) -%}
  {{ return(none) }}
{%- endmacro %}


{# The value that `quern marks reset` has set, or none. #}
{% macro high_water_mark_override(model_id, column) -%}
  {%- set marks = quern_state_found('marks') -%}
  {%- if marks is none -%}
    {{ return(none) }}
  {%- endif -%}
  {%- set found = run_query('select mark_value from ' ~ marks ~ ' where ' ~ high_water_mark_of(model_id, column)) -%}
  {{ return(found.rows[0][0] if found.rows else none) }}
{%- endmacro %}

{% macro high_water_mark_of(model_id, column) -%}
  {{ return("model = '" ~ dbt.escape_single_quotes(model_id) ~ "' and column_name = '" ~ dbt.escape_single_quotes(column | string) ~ "'") }}
{%- endmacro %}

{# One that was set while the model ran is not forgotten. #}
{% macro forget_high_water_mark_sql(model_id, column, value=none) -%}
  delete from {{ quern_state_relation('marks') }} where {{ high_water_mark_of(model_id, column) }}
  {%- if value is not none %} and mark_value = '{{ dbt.escape_single_quotes(value) }}'{% endif %}
{%- endmacro %}


{# For `quern marks`: {newest, mark, override} of one mark as texts, those that are not there none. #}
{% macro quern_mark(relation, model_id, column, late_arrival, initial) -%}
  {%- set override = high_water_mark_override(model_id, column) -%}
  {%- set existing = load_cached_relation(relation) -%}
  {%- if existing is none -%}
    {{ return({'newest': none, 'mark': initial | string, 'override': override}) }}
  {%- endif -%}
  {%- set row = run_query(
    'select cast(max(' ~ column ~ ') as ' ~ dbt.type_string() ~ '), cast(' ~ high_water_mark_newest(existing, column, late_arrival, initial) ~ ' as ' ~ dbt.type_string() ~ ') from ' ~ existing
  ).rows[0] -%}
  {{ return({'newest': row[0], 'mark': override or row[1], 'override': override}) }}
{%- endmacro %}

{# For `quern marks reset`: the model's next run reads from `value` on. #}
{% macro quern_mark_reset(relation, model_id, column, value, initial) -%}
  {%- set existing = load_cached_relation(relation) -%}
  {#- Before it is kept: a value that is none fails here, not in the night. -#}
  {%- do run_query('select ' ~ high_water_mark_value(value | string, initial, high_water_mark_type(existing, column, initial) if existing is not none)) -%}
  {%- set marks = quern_state_table('marks', {'model': 'string', 'column_name': 'string', 'mark_value': 'string', 'set_at': 'timestamp'}) -%}
  {%- do run_query(forget_high_water_mark_sql(model_id, column)) -%}
  {%- do quern_state_write(
    'insert into ' ~ marks ~ " (model, column_name, mark_value, set_at) values ('" ~ dbt.escape_single_quotes(model_id) ~ "', '"
    ~ dbt.escape_single_quotes(column) ~ "', '" ~ dbt.escape_single_quotes(value | string) ~ "', " ~ dbt.current_timestamp() ~ ')'
  ) -%}
{%- endmacro %}

{# For `quern marks clear`. #}
{% macro quern_mark_clear(model_id, column) -%}
  {%- if quern_state_found('marks') is not none -%}
    {%- do quern_state_write(forget_high_water_mark_sql(model_id, column)) -%}
  {%- endif -%}
{%- endmacro %}
