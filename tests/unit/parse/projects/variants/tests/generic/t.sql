{% test row_t(model, w, column_name=none) %}
{{ config(fail_calc='max(id)') }}
select * from {{ model }} where {{ w }}
{% endtest %}
