{# OPTIONS, PARTITION BY and CLUSTER BY of a statement that creates something. #}

{# The clause for a dict of options whose values are SQL already; nothing without options. #}
{% macro bigquery_options(opts) -%}
  {%- set written = [] -%}
  {%- for key, value in opts.items() if value is not none -%}
    {%- do written.append(key ~ '=' ~ value) -%}
  {%- endfor -%}
  {%- if written -%}
    OPTIONS(
      {{ written | join(',\n      ') }}
    )
  {%- endif -%}
{%- endmacro %}


{% macro bigquery_table_options(config, node, temporary=false) -%}
  {{ return(bigquery_options(adapter.get_table_options(config, node, temporary))) }}
{%- endmacro %}

{% macro bigquery_view_options(config, node) -%}
  {{ return(bigquery_options(adapter.get_view_options(config, node))) }}
{%- endmacro %}


{% macro partition_by(partition_config) -%}
  {%- if partition_config is none -%}
    {{ return('') }}
  {%- elif partition_config.data_type | lower == 'int64' -%}
    {%- set range = partition_config.range -%}
    partition by range_bucket({{ partition_config.field }}, generate_array({{ range.start }}, {{ range.end }}, {{ range.interval }}))
  {%- else -%}
    partition by {{ partition_config.render() }}
  {%- endif -%}
{%- endmacro %}


{% macro cluster_by(raw_cluster_by) -%}
  {%- if raw_cluster_by -%}
    cluster by {{ raw_cluster_by if raw_cluster_by is string else raw_cluster_by | join(', ') }}
  {%- endif -%}
{%- endmacro %}
