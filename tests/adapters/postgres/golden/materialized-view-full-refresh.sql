-- 3 statements; dbt-postgres: 5

BEGIN; SELECT txid_current();

drop materialized view if exists "golden"."shop"."orders__dbt_tmp" cascade;

  create materialized view if not exists "golden"."shop"."orders__dbt_tmp"
  as (

select 1 as id, 'a' as name
  );

;
  drop materialized view if exists "golden"."shop"."orders__dbt_backup" cascade;
  alter materialized view "golden"."shop"."orders" rename to "orders__dbt_backup";
  alter materialized view "golden"."shop"."orders__dbt_tmp" rename to "orders";
  drop materialized view if exists "golden"."shop"."orders__dbt_backup" cascade;

COMMIT;
