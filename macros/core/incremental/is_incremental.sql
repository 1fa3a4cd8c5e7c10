{#
  Raises for a microbatch model that is not being run batch by batch: without the range of a batch it would hold other rows than
  its settings promise, and replacing them would empty the table.
#}
{% macro require_batch() %}
  {% if config.get('incremental_strategy') == 'microbatch' and not model.batch %}
    {{ exceptions.raise_compiler_error(
      "Model '" ~ model.name ~ "' has incremental_strategy 'microbatch', which runs by batches of its event_time, but this run has no batches"
    ) }}
  {% endif %}
{% endmacro %}


{# True while a model adds to the table that an earlier run built: an incremental one, or one of those that are merged. #}
{% macro is_incremental() %}
  {% if not execute %}
    {{ return(False) }}
  {% endif %}
  {% set relation = load_cached_relation(this) %}
  {{ return(
    relation is not none
    and relation.type == 'table'
    and model.config.materialized in ['incremental', 'keyed_table', 'scd2']
    and not should_full_refresh()
  ) }}
{% endmacro %}
