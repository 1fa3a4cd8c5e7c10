-- 1 statements; dbt-snowflake: 1

CREATE OR REPLACE FUNCTION DB.shop.total (price number, rate number DEFAULT 2)
  RETURNS number
  LANGUAGE PYTHON
  VOLATILE
  RUNTIME_VERSION = '3.11'
  HANDLER = 'main'
  PACKAGES = ('numpy','pandas')
  AS
  $$
def main(price, rate):
  return price * rate
  $$;
