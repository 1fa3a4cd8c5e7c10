{% macro pkg_macro() %}{{ return(adapter.dispatch('pkg_inner', 'pkg')()) }}{% endmacro %}
{% macro default__pkg_inner() %}1{% endmacro %}
{% macro duckdb__pkg_inner() %}2{% endmacro %}
{% test local_test(model, column_name) %}select 1 from {{ model }}{% endtest %}
{% test not_null(model, column_name) %}select 2 from {{ model }}{% endtest %}
