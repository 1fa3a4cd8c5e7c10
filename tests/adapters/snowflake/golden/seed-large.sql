-- 3 statements; dbt-snowflake: 5

create or replace table DB.shop.countries (code text, n integer);

put 'file:///project/seeds/countries.csv' '@DB.shop.%countries' auto_compress = true overwrite = true;

copy into DB.shop.countries (code, n)
  from '@DB.shop.%countries'
  file_format = (
    type = csv skip_header = 1 field_delimiter = ','
    field_optionally_enclosed_by = '"' null_if = ('', 'null', 'NULL', 'Null') empty_field_as_null = true
  )
  purge = true;
