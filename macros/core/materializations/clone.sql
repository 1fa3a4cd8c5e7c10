{#
  A relation of the state given by --state, in this target's schema: a copy without data movement where the database can do
  so, else a view on it.
#}
{%- materialization clone, default -%}
  {%- set relations = {'relations': []} -%}
  {%- if not defer_relation -%}
    {{ log('No relation found in state manifest for ' ~ model.unique_id, info=True) }}
    {{ return(relations) }}
  {%- endif -%}

  {%- set existing_relation = load_cached_relation(this) -%}
  {#- A clone of a relation on itself would replace it by nothing. -#}
  {%- if this.render() == defer_relation.render() -%}
    {%- if not existing_relation -%}
      {{ exceptions.raise_compiler_error('There is nothing to clone: ' ~ this ~ ' is its own original, and does not exist') }}
    {%- endif -%}
    {{ log('Target relation and defer relation are the same, skipping clone for relation: ' ~ this, info=True) }}
    {{ return(relations) }}
  {%- endif -%}
  {%- if existing_relation and not flags.FULL_REFRESH -%}
    {{ log('Relation ' ~ existing_relation ~ ' already exists', info=True) }}
    {{ return(relations) }}
  {%- endif -%}

  {%- set original = load_cached_relation(defer_relation) -%}
  {%- if original and original.type == 'table' and can_clone_table() -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- if existing_relation is not none and not existing_relation.is_table -%}
      {{ log('Dropping relation ' ~ existing_relation.render() ~ ' because it is of type ' ~ existing_relation.type) }}
      {{ drop_relation_if_exists(existing_relation) }}
    {%- endif -%}

    {% call statement('main') %}
      {{ create_or_replace_clone(target_relation, defer_relation) }}
    {% endcall %}

    {% set revoke = should_revoke(existing_relation, full_refresh_mode=True) %}
    {% do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) %}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
  {%- endif -%}

  {# The compiled code of a node that is cloned selects everything from the original. #}
  {%- set materialize_view = context.get('materialization_view_' ~ adapter.type()) or context['materialization_view_default'] -%}
  {{ return(materialize_view()) }}
{%- endmaterialization -%}


{% macro can_clone_table() %}
  {{ return(adapter.dispatch('can_clone_table', 'dbt')()) }}
{% endmacro %}

{% macro default__can_clone_table() %}
  {{ return(False) }}
{% endmacro %}


{% macro create_or_replace_clone(this_relation, defer_relation) %}
  {{ return(adapter.dispatch('create_or_replace_clone', 'dbt')(this_relation, defer_relation)) }}
{% endmacro %}

{% macro default__create_or_replace_clone(this_relation, defer_relation) %}
  create or replace table {{ this_relation.render() }} clone {{ defer_relation.render() }}
{% endmacro %}
