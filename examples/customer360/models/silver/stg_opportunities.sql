{#- Deals with their companies, as they are now. -#}
{{ config(materialized='view', partition_expiration_days=none) }}

select
    o.Id as opportunity_id,
    o.ContactId as salesforce_contact_id,
    o.AccountId as salesforce_account_id,
    a.Name as account_name,
    a.Industry as industry,
    a.NumberOfEmployees as num_employees,
    o.Name as opportunity_name,
    o.StageName as stage,
    o.Amount as amount,
    o.Probability as probability,
    o.CloseDate as close_date,
    o.IsClosed as is_closed,
    o.IsWon as is_won,
    o.CreatedDate as created_at,
    o.SystemModstamp as updated_at,
    o.delivery_date
from {{ latest(ref('bronze_salesforce_opportunities'), 'Id', 'SystemModstamp') }} as o
left join {{ latest(ref('bronze_salesforce_accounts'), 'Id', 'SystemModstamp') }} as a on a.Id = o.AccountId
where not o.IsDeleted
