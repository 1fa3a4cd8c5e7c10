{# Copies the tables that the model refers to, one or several, without a query. #}
{% materialization copy, adapter='bigquery' -%}
  {%- set target_relation = this.incorporate(type='table') -%}
  {{ run_hooks(pre_hooks) }}

  {%- set sources = [] -%}
  {%- for parts in model.refs -%}
    {%- do sources.append(ref(parts.package, parts.name, version=parts.version) if parts.package else ref(parts.name, version=parts.version)) -%}
  {%- endfor -%}
  {%- for parts in model.sources -%}
    {%- do sources.append(source(*parts)) -%}
  {%- endfor -%}
  {%- set mode = config.get('copy_materialization', default='table') -%}
  {%- set answer = adapter.copy_table(sources, target_relation, mode) -%}
  {% call noop_statement('main', message=answer, code='COPY', rows_affected=none) -%}
    -- copy of {{ sources | join(', ') }}
  {%- endcall %}

  {{ run_hooks(post_hooks) }}
  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}
