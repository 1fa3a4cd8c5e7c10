select 1 as id, 'full' as txt, 'full' as trimmed union all
select 2 as id, '  ' as txt, 'a ' as trimmed union all
select 3 as id, '' as txt, ' b' as trimmed union all
select 4 as id, cast(null as {{ dbt.type_string() }}) as txt, cast(null as {{ dbt.type_string() }}) as trimmed
