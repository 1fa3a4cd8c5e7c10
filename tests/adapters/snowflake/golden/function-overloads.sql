-- 2 statements; dbt-snowflake: 2

CREATE OR REPLACE FUNCTION DB.shop.total (price number, rate number DEFAULT 2)
  RETURNS number
  LANGUAGE SQL
  AS
  $$
price * rate
  $$;

CREATE OR REPLACE FUNCTION DB.shop.total (price varchar)
  RETURNS varchar
  LANGUAGE SQL
  AS
  $$
price || ' EUR'
  $$;
