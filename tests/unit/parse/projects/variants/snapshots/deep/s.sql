{% snapshot s %}{{ config(strategy='check', check_cols='all', target_schema='x') }}select 1{% endsnapshot %}
