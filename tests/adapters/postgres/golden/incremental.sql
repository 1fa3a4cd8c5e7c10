-- 3 statements; dbt-postgres: 3

BEGIN; SELECT txid_current();

create table "golden"."shop"."orders"
  as (

select 1 as id, 'a' as name
  );

COMMIT;
