-- run 1: 1 jobs

CREATE OR REPLACE FUNCTION `acme`.`shop`.`total` (price int64, rate int64)
  RETURNS int64
  LANGUAGE python
  OPTIONS(runtime_version = "python-3.11", entry_point = "main", packages = ['numpy', 'pandas'])
  AS
  r'''
def main(price, rate):
  return price * rate
  ''';
