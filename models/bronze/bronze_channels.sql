{{ config(materialized='table') }}

{%- set columns = [
    'channel_code',
    'channel_name',
    'channel_type',
    'is_active',
    'last_modified_timestamp',
] -%}

with delivered as (

    select
        {{ columns | join(',\n        ') }},
        {{ load_metadata(columns) }}
    from {{ source('raw', 'channels') }}

)

-- every delivery is the full list: the newest file is all there is
select * from delivered
where _source_file = (select max(_source_file) from delivered)
