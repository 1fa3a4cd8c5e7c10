-- 4 statements; dbt-postgres: fails

select
    indexes.relname as name,
    amname as method,
    indisunique as "unique",
    (
      select string_agg(pg_catalog.pg_get_indexdef(indexrelid, position, true), ',' order by position)
      from generate_series(1, indnkeyatts) as position
    ) as column_names
  from pg_catalog.pg_index
  join pg_catalog.pg_class as indexes on indexes.oid = indexrelid
  join pg_catalog.pg_am on pg_am.oid = indexes.relam
  where indrelid = to_regclass('"shop"."orders"')
  order by 1;

BEGIN; SELECT txid_current();

create unique index if not exists "<hash>"
  on "golden"."shop"."orders"  (id);
  create index if not exists "<hash>"
  on "golden"."shop"."orders" using hash (name);

COMMIT;
