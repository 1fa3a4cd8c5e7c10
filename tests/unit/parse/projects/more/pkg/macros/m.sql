{% macro hook_macro(r) %}select 2{% endmacro %}{% test ptest(model) %}select 1 from {{ model }} {{ pkg.hook_macro(1) }}{% endtest %}
{% macro collect(a, b, c) %}{{ return(adapter.dispatch('collect_freshness')(a, b, c)) }}{% endmacro %}
{% macro default__collect_freshness(source, loaded_at_field, filter) %}{{ return(none) }}{% endmacro %}
