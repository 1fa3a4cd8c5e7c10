{% snapshot psnap %}{{ config(strategy='check', check_cols='all', unique_key='a', schema='zz') }}select 1 as a{% endsnapshot %}
