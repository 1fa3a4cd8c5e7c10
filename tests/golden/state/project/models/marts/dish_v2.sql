select 1 as id, 'soup' as name, 2 as price
