-- The three best-selling products of each category, with their margins.
select
    category,
    sales_rank_in_category,
    product_name,
    quantity,
    revenue,
    margin,
    margin_rate
from {{ ref('mtln_rpt_product_margin') }}
where sales_rank_in_category <= 3
order by category, sales_rank_in_category
