{{ dbt_utils.union_relations(
  relations=[ref('wide'), ref('wide_more')],
  exclude=['AMOUNT'],
  column_override={('NOTE' if target.type == 'snowflake' else 'note'): dbt.type_string()},
  where='id <> 2'
) }}
