with keys as (
  select
    {{ dbt_utils.generate_surrogate_key(['1', "'a'"]) }} as plain,
    {{ dbt_utils.generate_surrogate_key(["cast(null as " ~ dbt.type_string() ~ ")", "'a'"]) }} as with_null,
    {{ dbt_utils.generate_surrogate_key(["''", "'a'"]) }} as with_blank,
    {{ dbt_utils.generate_surrogate_key(["'a'"]) }} as one_field
)

select * from keys
-- md5 of 1-a, _dbt_utils_surrogate_key_null_-a, -a and a
where plain <> 'fd863b01647cb662580dd67b9839d8de'
  or with_null <> '6da753bc235347d4d3f4ac3b0f56d9e7'
  or with_blank <> '37caf0ee262229a9ddc60877eec6883f'
  or one_field <> '0cc175b9c0f1b6a831c399e269772661'
