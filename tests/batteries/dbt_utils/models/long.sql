{{ dbt_utils.unpivot(
  relation=ref('wide'), cast_to=dbt.type_string(), exclude=['id'], remove=['AMOUNT', 'size'], field_name='what', value_name='it'
) }}
