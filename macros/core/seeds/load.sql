{# Putting a seed's rows into its table. #}

{# How a bound value is written in SQL. #}
{% macro get_binding_char() -%}
  {{ adapter.dispatch('get_binding_char', 'dbt')() }}
{%- endmacro %}

{% macro default__get_binding_char() %}
  {{ return('%s') }}
{% endmacro %}


{# Rows an insert. #}
{% macro get_batch_size() -%}
  {{ return(adapter.dispatch('get_batch_size', 'dbt')()) }}
{%- endmacro %}

{% macro default__get_batch_size() %}
  {{ return(10000) }}
{% endmacro %}


{% macro get_seed_column_quoted_csv(model, column_names) %}
  {%- set quote_columns = model['config'].get('quote_columns', none) -%}
  {%- set quoted = [] -%}
  {%- for name in column_names -%}
    {%- do quoted.append(adapter.quote_seed_column(name, quote_columns)) -%}
  {%- endfor -%}
  {{ return(quoted | join(', ')) }}
{% endmacro %}


{# Fails if other than all rows of the file have arrived. `loaded` is what the warehouse says; nothing, if it does not. #}
{% macro assert_seed_rows(loaded, agate_table) %}
  {% set expected = agate_table.rows | length %}
  {% if loaded is not none and loaded | int >= 0 and loaded | int != expected %}
    {% do exceptions.raise_compiler_error(
      (loaded | int) ~ ' rows have arrived in ' ~ this.render() ~ ', but the file has ' ~ expected
    ) %}
  {% endif %}
{% endmacro %}


{# Returns the text of the first insert. #}
{% macro load_csv_rows(model, agate_table) -%}
  {{ adapter.dispatch('load_csv_rows', 'dbt')(model, agate_table) }}
{%- endmacro %}

{% macro default__load_csv_rows(model, agate_table) %}
  {% set columns = get_seed_column_quoted_csv(model, agate_table.column_names) %}
  {% set placeholders = [get_binding_char() | trim] * (agate_table.column_names | length) %}
  {% set one_row = '(' ~ placeholders | join(',') ~ ')' %}
  {% set statements = [] %}

  {% for rows in agate_table.rows | batch(get_batch_size()) %}
    {% set bindings = [] %}
    {% for row in rows %}
      {% do bindings.extend(row) %}
    {% endfor %}
    {% set sql = 'insert into ' ~ this.render() ~ ' (' ~ columns ~ ') values ' ~ ([one_row] * (rows | length)) | join(',') %}
    {% do adapter.add_query(sql, bindings=bindings, abridge_sql_log=True) %}
    {% if loop.first %}
      {% do statements.append(sql) %}
    {% endif %}
  {% endfor %}

  {{ return(statements[0] if statements else '') }}
{% endmacro %}
