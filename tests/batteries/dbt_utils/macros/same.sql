{# Where a template's value is another than the one expected: a row; no row otherwise. #}
{% macro same(actual, expected) %}
  select 1 as id
  from (select 1 as one) as nothing
  where {{ dbt.string_literal(dbt.escape_single_quotes(actual | string)) }} <> {{ dbt.string_literal(dbt.escape_single_quotes(expected | string)) }}
{% endmacro %}

{# The names of relations, in lower case and order. #}
{% macro names(relations) %}{{ relations | map(attribute='identifier') | map('lower') | sort | join(' ') }}{% endmacro %}
