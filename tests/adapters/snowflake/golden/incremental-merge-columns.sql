-- 5 statements; dbt-snowflake: 8

create or replace temporary view DB.shop.orders__dbt_tmp
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );

describe table DB.shop.orders__dbt_tmp;

describe table DB.shop.orders;

merge into DB.shop.orders as DBT_INTERNAL_DEST
    using DB.shop.orders__dbt_tmp as DBT_INTERNAL_SOURCE
    on ((DBT_INTERNAL_SOURCE.id = DBT_INTERNAL_DEST.id)
)
  when matched then update set
    name = DBT_INTERNAL_SOURCE.name
  when not matched then insert
    ("ID", "NAME", "AT")
  values
    ("ID", "NAME", "AT");

drop view if exists DB.shop.orders__dbt_tmp;
