-- 1 statements; dbt-snowflake: 1

CREATE OR REPLACE FUNCTION DB.shop.total ("price" number, "rate" number DEFAULT 2)
  RETURNS number
  LANGUAGE JAVASCRIPT
  AS
  $$
return price * rate;
  $$;
