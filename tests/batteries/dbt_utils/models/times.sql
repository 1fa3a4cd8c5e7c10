select
  1 as id, 'a' as grp,
  cast({{ dbt.dateadd('hour', -20, dbt.current_timestamp()) }} as {{ dbt.type_timestamp() }}) as seen_at
union all
select
  2 as id, 'b' as grp,
  cast({{ dbt.dateadd('day', -10, dbt.current_timestamp()) }} as {{ dbt.type_timestamp() }}) as seen_at
