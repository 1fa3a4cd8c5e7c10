-- 5 statements; dbt-snowflake: 8

create or replace temporary view DB.shop.orders__dbt_tmp
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );

describe table DB.shop.orders__dbt_tmp;

describe table DB.shop.orders;

merge into DB.shop.orders as DBT_INTERNAL_DEST
    using DB.shop.orders__dbt_tmp as DBT_INTERNAL_SOURCE
    on (DBT_INTERNAL_DEST.at > dateadd(day, -7, current_date)) and ((DBT_INTERNAL_SOURCE.id = DBT_INTERNAL_DEST.id)
) and ((DBT_INTERNAL_SOURCE.name = DBT_INTERNAL_DEST.name)
)
  when matched then update set
    "ID" = DBT_INTERNAL_SOURCE."ID", "NAME" = DBT_INTERNAL_SOURCE."NAME", "AT" = DBT_INTERNAL_SOURCE."AT"
  when not matched then insert
    ("ID", "NAME", "AT")
  values
    ("ID", "NAME", "AT");

drop view if exists DB.shop.orders__dbt_tmp;
