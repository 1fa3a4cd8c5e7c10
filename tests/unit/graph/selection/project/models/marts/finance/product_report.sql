select * from {{ ref('dim_product') }} join {{ ref('dim_product', v=1) }} using (id)
