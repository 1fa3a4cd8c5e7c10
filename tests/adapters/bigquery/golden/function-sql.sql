-- run 1: 1 jobs

CREATE OR REPLACE FUNCTION `acme`.`shop`.`total` (price int64, rate int64)
  RETURNS int64
  AS
  (
    price * rate
  )
;
