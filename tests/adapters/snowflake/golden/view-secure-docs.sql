-- 3 statements; dbt-snowflake: 3

select * from (
select 1 as id, 'a' as name, current_timestamp() as at
  ) as __dbt_sbq
  where false
  limit 0;

create or replace secure view DB.shop.orders
    (
    "ID" comment 'The key',
    "NAME" comment 'It''s \\ name',
    "AT"
  )
    copy grants
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );

comment on view DB.shop.orders is 'Orders, the shop''s';
