{% macro hook_macro(r) %}select 2{% endmacro %}{% test ptest(model) %}select 1 from {{ model }} {{ pkg.hook_macro(1) }}{% endtest %}
