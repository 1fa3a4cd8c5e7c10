-- 4 statements; dbt-postgres: 5

BEGIN; SELECT txid_current();

create table "golden"."shop"."orders__dbt_tmp"
  as (

select 1 as id, 'a' as name
  );

alter table "golden"."shop"."orders__dbt_tmp" rename to "orders";

COMMIT;
