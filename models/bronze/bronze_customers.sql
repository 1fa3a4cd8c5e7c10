{%- set columns = [
    'customer_id',
    'first_name',
    'last_name',
    'email',
    'phone',
    'city',
    'country',
    'signup_date',
    'marketing_consent',
    'last_modified_timestamp',
] -%}

with delivered as (

    select
        {{ columns | join(',\n        ') }},
        {{ load_metadata(columns) }}
    from {{ source('raw', 'customers') }}

)

select * from delivered
{% if is_incremental() -%}
{%- set mark = high_water_mark('last_modified_timestamp', var('late_arrival_days')) -%}
where
    last_modified_timestamp > {{ mark }}
    -- late rows may lie behind the mark: what is there already is known by its digest
    and _row_hash not in (select _row_hash from {{ this }} where last_modified_timestamp > {{ mark }})
{%- endif %}
