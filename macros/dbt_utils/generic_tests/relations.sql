{# Tests of a column against a column of another relation. #}

{# Whether two columns have the same values, each as often in the one as in the other. #}
{% test cardinality_equality(model, column_name, to, field) %}
  {{ return(adapter.dispatch('test_cardinality_equality', 'dbt_utils')(model, column_name, to, field)) }}
{% endtest %}

{% macro default__test_cardinality_equality(model, column_name, to, field) %}
  with table_a as (
    select {{ column_name }} as value_field, count(*) as num_rows
    from {{ model }}
    group by {{ column_name }}
  ),

  table_b as (
    select {{ field }} as value_field, count(*) as num_rows
    from {{ to }}
    group by {{ field }}
  ),

  except_a as (
    select * from table_a
    {{ dbt.except() }}
    select * from table_b
  ),

  except_b as (
    select * from table_b
    {{ dbt.except() }}
    select * from table_a
  )

  select * from except_a
  union all
  select * from except_b
{% endmacro %}


{# Whether each value, of the rows for which from_condition holds, is among those of the other column for which to_condition does. #}
{% test relationships_where(model, column_name, to, field, from_condition='1=1', to_condition='1=1') %}
  {{ return(adapter.dispatch('test_relationships_where', 'dbt_utils')(
    model, column_name, to, field, from_condition, to_condition
  )) }}
{% endtest %}

{% macro default__test_relationships_where(
  model, column_name, to, field, from_condition='1=1', to_condition='1=1'
) %}
  with children as (
    select {{ column_name }} as id
    from {{ model }}
    where {{ column_name }} is not null
      and ({{ from_condition }})
  ),

  parents as (
    select {{ field }} as id
    from {{ to }}
    where {{ field }} is not null
      and ({{ to_condition }})
  )

  select children.id
  from children
  left join parents on children.id = parents.id
  where parents.id is null
{% endmacro %}
