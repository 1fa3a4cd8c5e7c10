select
    campaign_sk as dim_campaign_sk,
    campaign_id,
    campaign_name,
    coalesce(objective, 'Unknown') as objective,
    coalesce(status, 'Unknown') as status,
    coalesce(owner_name, 'Unknown') as owner_name,
    start_date,
    end_date,
    budget_amount,
    target_revenue
from {{ ref('silver_campaigns') }}

union all

select -1, 'UNKNOWN', 'Unknown campaign', 'Unknown', 'Unknown', 'Unknown', null, null, null, null

union all

select -2, 'NONE', 'No campaign', 'None', 'None', 'None', null, null, null, null
