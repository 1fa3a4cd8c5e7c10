-- 3 statements; dbt-postgres: 3

BEGIN; SELECT txid_current();

CREATE OR REPLACE FUNCTION "golden"."shop"."total" (price integer, rate integer DEFAULT 2)
  RETURNS integer
  STABLE
  AS

  $$
    select price * rate
  $$ LANGUAGE SQL;

COMMIT;
