-- 4 statements; dbt-snowflake: 4

begin;

delete from DB.SHOP.COUNTRIES;

insert into DB.shop.countries (code, name, population) values (?, ?, ?);

commit;
