-- 8 statements; dbt-snowflake: 9

create or replace temporary table DB.shop.orders__dbt_tmp
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );

describe table DB.shop.orders__dbt_tmp;

describe table DB.shop.orders;

begin;

delete from DB.shop.orders as DBT_INTERNAL_DEST
  where (id) in (
    select distinct id
    from DB.shop.orders__dbt_tmp as DBT_INTERNAL_SOURCE
  );

insert into DB.shop.orders ("ID", "NAME", "AT")
  (
    select "ID", "NAME", "AT"
    from DB.shop.orders__dbt_tmp
  );

commit;

drop table if exists DB.shop.orders__dbt_tmp;
