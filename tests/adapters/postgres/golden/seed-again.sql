-- 4 statements; dbt-postgres: 4

BEGIN; SELECT txid_current();

truncate table "golden"."shop"."orders";

copy "golden"."shop"."orders" ("id", "name") from stdin;

COMMIT;
