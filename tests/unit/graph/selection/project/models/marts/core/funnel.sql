select * from {{ ref('customers') }} join {{ ref('stg_sessions') }} using (id) join {{ ref('country_codes') }} using (id)
