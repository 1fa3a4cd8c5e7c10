{% snapshot snap_a %}
  {{ config(unique_key='id', strategy='check', check_cols=['a'], target_database='tdb', tags='sn') }}
  select * from {{ ref('stg_a') }}
{% endsnapshot %}

{% snapshot snap_b %}{{ config(unique_key=['id', 'b'], strategy='timestamp', updated_at='u', schema='snsch', target_schema=none) }}select 1{% endsnapshot %}
