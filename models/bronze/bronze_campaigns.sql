{%- set columns = [
    'campaign_id',
    'campaign_name',
    'objective',
    'status',
    'owner_name',
    'start_date',
    'end_date',
    'budget_amount',
    'target_revenue',
    'last_modified_timestamp',
] -%}

with delivered as (

    select
        {{ columns | join(',\n        ') }},
        {{ load_metadata(columns) }}
    from {{ source('raw', 'campaigns') }}

)

select * from delivered
{% if is_incremental() -%}
{%- set mark = high_water_mark('last_modified_timestamp', var('late_arrival_days')) -%}
where
    last_modified_timestamp > {{ mark }}
    -- late rows may lie behind the mark: what is there already is known by its digest
    and _row_hash not in (select _row_hash from {{ this }} where last_modified_timestamp > {{ mark }})
{%- endif %}
