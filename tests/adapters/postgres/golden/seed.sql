-- 4 statements; dbt-postgres: 4

BEGIN;

create table "golden"."shop"."orders" ("id" integer, "name" text);

copy "golden"."shop"."orders" ("id", "name") from stdin;

COMMIT;
