-- 6 statements; dbt-postgres: 7

select * from (

select 1 as id, 'a' as name
  ) as __dbt_sbq
  where false
  limit 0;

select * from (
    select

  cast(null as integer)
 as id,
  cast(null as text)
 as name
  ) as __dbt_sbq
  where false
  limit 0;

BEGIN; SELECT txid_current();

create table "golden"."shop"."orders__dbt_tmp"

  (
    id integer not null,
    name text check (name <> ''),
    primary key (id)
  )
;
  insert into "golden"."shop"."orders__dbt_tmp" (
    id, name
  )
  (

  select id, name
  from (

select 1 as id, 'a' as name
  ) as model_subq
  );

alter table "golden"."shop"."orders__dbt_tmp" rename to "orders";

COMMIT;
