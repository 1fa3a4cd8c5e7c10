-- The version of the customer was current on the day of the order. Fails when a segment arrives that began before days that are loaded already:
-- `--full-refresh -s fact_orders+` puts that right.
select lines.order_line_key, lines.order_date, versions.customer_id, versions.effective_date, versions.expiration_date
from {{ ref('fact_orders') }} as lines
inner join {{ ref('dim_customers') }} as versions on lines.customer_key = versions.customer_key
where lines.order_date < versions.effective_date or lines.order_date >= versions.expiration_date
