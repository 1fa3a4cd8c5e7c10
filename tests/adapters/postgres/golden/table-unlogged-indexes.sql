-- 5 statements; dbt-postgres: 7

BEGIN; SELECT txid_current();

create unlogged table "golden"."shop"."orders__dbt_tmp"
  as (

select 1 as id, 'a' as name
  );

create unique index if not exists "<hash>"
  on "golden"."shop"."orders__dbt_tmp"  (id);
  create index if not exists "<hash>"
  on "golden"."shop"."orders__dbt_tmp" using hash (name);

alter table "golden"."shop"."orders__dbt_tmp" rename to "orders";

COMMIT;
