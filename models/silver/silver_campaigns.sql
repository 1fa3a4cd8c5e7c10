{{ config(unique_key='campaign_id', surrogate_key='campaign_sk') }}

with cleansed as (

    select
        {{ clean_code('campaign_id') }} as campaign_id,
        {{ clean_name('campaign_name') }} as campaign_name,
        {{ clean_name('objective') }} as objective,
        {{ clean_name('status') }} as status,
        {{ clean_text('owner_name') }} as owner_name,
        start_date,
        end_date,
        cast(budget_amount as decimal(18, 2)) as budget_amount,
        cast(target_revenue as decimal(18, 2)) as target_revenue,
        last_modified_timestamp,
        _loaded_at,
        _loaded_at as _first_loaded_at,
        _source_file,
        _row_hash
    from {{ ref('bronze_campaigns') }}
    {% if is_incremental() -%}
    where _loaded_at > {{ high_water_mark('_loaded_at', late_arrival=none) }}
    {%- endif %}

)

select
    campaign_id,
    campaign_name,
    objective,
    status,
    owner_name,
    start_date,
    end_date,
    budget_amount,
    target_revenue,
    last_modified_timestamp,
    _loaded_at,
    _first_loaded_at
from cleansed
where campaign_id is not null
qualify {{ is_latest_version('campaign_id') }}
