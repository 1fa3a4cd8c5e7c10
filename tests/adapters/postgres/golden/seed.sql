-- 4 statements; dbt-postgres: 4

BEGIN; SELECT txid_current();

create table "golden"."shop"."orders" ("id" integer, "name" text);

copy "golden"."shop"."orders" ("id", "name") from stdin;

COMMIT;
