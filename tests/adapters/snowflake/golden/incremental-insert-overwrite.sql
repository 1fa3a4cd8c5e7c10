-- 5 statements; dbt-snowflake: 6

create or replace temporary view DB.shop.orders__dbt_tmp
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );

describe table DB.shop.orders__dbt_tmp;

describe table DB.shop.orders;

insert overwrite into DB.shop.orders ("ID", "NAME", "AT")
  select "ID", "NAME", "AT"
  from DB.shop.orders__dbt_tmp;

drop view if exists DB.shop.orders__dbt_tmp;
