-- 5 statements; dbt-postgres: 5

BEGIN; SELECT txid_current();

drop table if exists "golden"."shop"."orders" cascade;

create table "golden"."shop"."orders" ("id" integer, "name" text);

copy "golden"."shop"."orders" ("id", "name") from stdin;

COMMIT;
