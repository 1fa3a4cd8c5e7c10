select * from {{ ref('dim_versioned', v=1) }} where {{ this }} {{ model.unique_id }}
