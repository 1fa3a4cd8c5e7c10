-- Whichever way revenue is cut, the pieces add up to it.
with totals as (
    select 'fact' as source, sum(revenue_amount) as amount from {{ ref('fact_orders') }}
    union all
    select 'months', sum(revenue_amount) from {{ ref('mart_executive_dashboard') }}
    union all
    select
        'regions of months',
        sum(revenue_norte_amount + revenue_nordeste_amount + revenue_centro_oeste_amount + revenue_sudeste_amount + revenue_sul_amount)
    from {{ ref('mart_executive_dashboard') }}
    union all
    select 'customers', sum(revenue_amount) from {{ ref('mart_customer_analytics') }}
    union all
    select 'cohorts', sum(revenue_amount) from {{ ref('mart_cohort_analysis') }}
    union all
    select 'products', sum(revenue_amount) from {{ ref('mart_product_performance') }}
    union all
    select 'sellers', sum(revenue_amount) from {{ ref('mart_seller_scorecard') }}
    union all
    select geography_level, sum(revenue_amount) from {{ ref('mart_geographic_analysis') }} group by geography_level
)

select source, amount
from totals
where amount <> (select amount from totals where source = 'fact')
