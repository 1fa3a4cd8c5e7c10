{% test local_generic(model, column_name=None, arg1=none, arg2=none) %}
{{ config(severity='error', tags=['fromtestmacro']) }}
select * from {{ model }} {{ ref('stg_b') }}
{% endtest %}
{% test a_very_long_generic_test_name_that_is_longer_than_most_names(model, with_long_argument) %}select 1{% endtest %}
