{% snapshot block_snapshot %}
{{ config(unique_key='id', strategy='check', check_cols=['amount'], target_schema='snaps') }}
select * from {{ ref('raw_orders') }}
{% endsnapshot %}
