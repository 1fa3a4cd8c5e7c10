-- 4 statements; dbt-snowflake: 4

create or replace transient table DB.shop.orders
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );

comment on table DB.shop.orders is 'Orders, the shop''s';

describe table DB.shop.orders;

alter table DB.shop.orders alter
  "ID" comment 'The key',
  "NAME" comment 'It''s \\ name';
