{#
  Whether the query's rows are kept in a temporary table or looked at through a temporary view, which spares writing them.
  A strategy that reads them twice needs a table, so that both readings see the same.
#}
{% macro dbt_snowflake_get_tmp_relation_type(strategy, unique_key, language='sql') %}
  {% set wanted = config.get('tmp_relation_type') %}
  {% set reads_twice = strategy == 'delete+insert' and unique_key %}
  {% if wanted not in [none, 'view', 'table'] %}
    {{ exceptions.raise_compiler_error("tmp_relation_type is 'view' or 'table', not '" ~ wanted ~ "'") }}
  {% elif wanted == 'view' and reads_twice %}
    {{ exceptions.raise_compiler_error(
      "With incremental_strategy 'delete+insert' and a unique_key the query's rows are read twice, so that tmp_relation_type must be 'table'"
    ) }}
  {% endif %}
  {% set one_reading = ['default', 'merge', 'append', 'insert_overwrite', 'microbatch', 'delete+insert'] %}
  {{ return(wanted or ('view' if strategy in one_reading and not reads_twice else 'table')) }}
{% endmacro %}
