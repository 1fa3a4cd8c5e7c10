-- 3 statements; dbt-postgres: 5

BEGIN; SELECT txid_current();

create materialized view if not exists "golden"."shop"."orders"
  as (

select 1 as id, 'a' as name
  );
  create unique index if not exists "<hash>"
  on "golden"."shop"."orders"  (id);
  create index if not exists "<hash>"
  on "golden"."shop"."orders" using hash (name);

COMMIT;
