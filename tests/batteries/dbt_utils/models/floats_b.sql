select 1 as id, cast(1.00001 as {{ dbt.type_float() }}) as amount
