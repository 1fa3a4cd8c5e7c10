-- 10 statements; dbt-postgres: 11

commit;

select 1;

BEGIN; SELECT txid_current();

select 2;

create table "golden"."shop"."orders__dbt_tmp"
  as (

select 1 as id, 'a' as name
  );

alter table "golden"."shop"."orders__dbt_tmp" rename to "orders";

select 3;

COMMIT;

commit;

vacuum "golden"."shop"."orders";
