select 1 as id, 'soup' as name
