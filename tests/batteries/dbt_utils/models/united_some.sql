{{ dbt_utils.union_relations(
  relations=[ref('wide'), ref('wide_more')], include=['ID', 'color'], source_column_name=none
) }}
