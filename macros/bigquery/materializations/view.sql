{% materialization view, adapter='bigquery' -%}
  {% set made = create_or_replace_view() %}
  {% do bq_authorize_view(this.incorporate(type='view')) %}
  {{ return(made) }}
{%- endmaterialization %}
