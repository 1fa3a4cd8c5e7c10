-- 6 statements; dbt-postgres: 7

BEGIN; SELECT txid_current();

create temporary table "orders__dbt_tmp<time>"
  on commit drop
  as (

select 1 as id, 'a' as name
  );

select
      attname as column_name,
      pg_catalog.format_type(types.type_id, null) as data_type,
      information_schema._pg_char_max_length(types.type_id, types.modifier) as character_maximum_length,
      information_schema._pg_numeric_precision(types.type_id, types.modifier) as numeric_precision,
      information_schema._pg_numeric_scale(types.type_id, types.modifier) as numeric_scale
    from pg_catalog.pg_attribute as attributes
    join pg_catalog.pg_type on pg_type.oid = atttypid
    cross join lateral (
      select
        information_schema._pg_truetypid(attributes, pg_type) as type_id,
        information_schema._pg_truetypmod(attributes, pg_type) as modifier
    ) as types
    where attrelid = to_regclass('"orders__dbt_tmp<time>"')
      and attnum > 0
      and not attisdropped
    order by attnum;

select
      attname as column_name,
      pg_catalog.format_type(types.type_id, null) as data_type,
      information_schema._pg_char_max_length(types.type_id, types.modifier) as character_maximum_length,
      information_schema._pg_numeric_precision(types.type_id, types.modifier) as numeric_precision,
      information_schema._pg_numeric_scale(types.type_id, types.modifier) as numeric_scale
    from pg_catalog.pg_attribute as attributes
    join pg_catalog.pg_type on pg_type.oid = atttypid
    cross join lateral (
      select
        information_schema._pg_truetypid(attributes, pg_type) as type_id,
        information_schema._pg_truetypmod(attributes, pg_type) as modifier
    ) as types
    where attrelid = to_regclass('"shop"."orders"')
      and attnum > 0
      and not attisdropped
    order by attnum;

insert into "golden"."shop"."orders" ("id", "name")
  (
    select "id", "name"
    from "orders__dbt_tmp<time>"
  );

COMMIT;
