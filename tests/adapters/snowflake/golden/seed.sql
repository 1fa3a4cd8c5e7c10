-- 2 statements; dbt-snowflake: 4

create or replace table DB.shop.countries (code text, name text, population integer);

insert into DB.shop.countries (code, name, population) values (?, ?, ?);
