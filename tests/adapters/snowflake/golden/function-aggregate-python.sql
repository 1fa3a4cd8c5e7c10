-- 1 statements; dbt-snowflake: 1

CREATE OR REPLACE AGGREGATE FUNCTION DB.shop.total (price number, rate number DEFAULT 2)
  RETURNS number
  LANGUAGE PYTHON
  RUNTIME_VERSION = '3.11'
  HANDLER = 'Total'
  AS
  $$
class Total:
  def __init__(self):
    self.sum = 0
  $$;
