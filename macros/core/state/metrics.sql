{#
  The history of monitors: what was measured in each run, in quern's own table `metrics`. A run's rows are written together, in place of what an
  interrupted attempt of the same run had written.
#}

{% macro quern_metrics_columns() -%}
  {{ return({
    'run_id': 'string', 'measured_at': 'timestamp', 'monitor': 'string', 'subject': 'string', 'metric': 'string',
    'value': 'float', 'text_value': 'string', 'status': 'string',
  }) }}
{%- endmacro %}


{#
  The latest measurements, `depth` of each monitor and subject, newest first, of other runs than this one: rows of
  (monitor, subject, run_id, measured_at, value, text_value). None where nothing was ever written.
#}
{% macro quern_past_metrics(run_id, depth) -%}
  {%- set relation = quern_state_found('metrics') -%}
  {%- if relation is none -%}{{ return([]) }}{%- endif -%}
  {%- set query -%}
    select monitor, subject, run_id, measured_at, value, text_value
    from (
      select
        monitor, subject, run_id, measured_at, value, text_value,
        row_number() over (partition by monitor, subject order by measured_at desc) as nth
      from {{ relation }}
      where run_id <> {{ dbt.string_literal(run_id) }}
    ) as latest
    where nth <= {{ depth }}
    order by monitor, subject, nth
  {%- endset -%}
  {%- set found = [] -%}
  {%- for row in run_query(query).rows -%}
    {%- do found.append([row[0], row[1], row[2], row[3].strftime('%Y-%m-%dT%H:%M:%S.%f'), row[4], row[5]]) -%}
  {%- endfor -%}
  {{ return(found) }}
{%- endmacro %}


{# Writes a run's rows, and forgets those measured before `keep_from`. `rows` are lists in the order of the columns. #}
{% macro quern_write_metrics(run_id, rows, keep_from) -%}
  {%- set relation = quern_state_table('metrics', quern_metrics_columns()) -%}
  {%- set kinds = quern_metrics_columns() -%}
  {%- do run_query(quern_forget_metrics(relation, run_id, keep_from)) -%}
  {%- for some in rows | batch(200) -%}
    {%- set insert -%}
      insert into {{ relation }} ({{ kinds.keys() | join(', ') }})
      {% for row in some -%}
      select
        {%- for kind in kinds.values() %}
        {{ quern_metric_literal(row[loop.index0], kind) }}{{ ',' if not loop.last }}
        {%- endfor %}
      {{ 'union all' if not loop.last }}
      {% endfor -%}
    {%- endset -%}
    {%- do run_query(insert) -%}
  {%- endfor -%}
{%- endmacro %}

{% macro quern_forget_metrics(relation, run_id, keep_from) -%}
  delete from {{ relation }}
  where run_id = {{ dbt.string_literal(run_id) }} or measured_at < {{ quern_metric_literal(keep_from, 'timestamp') }}
{%- endmacro %}

{% macro quern_metric_literal(value, kind) -%}
  {%- if value is none -%}
    cast(null as {{ quern_state_type(kind) }})
  {%- elif kind == 'float' -%}
    cast({{ value }} as {{ quern_state_type(kind) }})
  {%- else -%}
    cast({{ dbt.string_literal(dbt.escape_single_quotes(value)) }} as {{ quern_state_type(kind) }})
  {%- endif -%}
{%- endmacro %}


{# What monitors measure. `relation` may be files: it stands in a query only. #}

{# One number: an expression over the rows that count. Both are templates. #}
{% macro quern_measured_value(relation, expression, filter) -%}
  {%- set query -%}
    select {{ render(expression) }} as measured
    from {{ relation }}
    {%- if filter %}
    where {{ render(filter) }}
    {%- endif %}
  {%- endset -%}
  {{ return(run_query(query).rows[0][0]) }}
{%- endmacro %}

{# When its newest row was loaded, and the time now. #}
{% macro quern_measured_age(relation, loaded_at, filter) -%}
  {{ return(collect_freshness(relation, render(loaded_at), render(filter) if filter else none)) }}
{%- endmacro %}

{# Its columns, [name, type] each. #}
{% macro quern_measured_columns(relation, filter=none) -%}
  {%- set found = [] -%}
  {%- for column in get_column_schema_from_query('select * from ' ~ relation ~ (' where ' ~ filter if filter else '')) -%}
    {%- do found.append([column.name, column.data_type]) -%}
  {%- endfor -%}
  {{ return(found) }}
{%- endmacro %}
