-- No two versions of a customer hold on the same day.
select earlier.customer_id, earlier.effective_date, earlier.expiration_date, later.effective_date as overlapped_by
from {{ ref('dim_customers') }} as earlier
inner join {{ ref('dim_customers') }} as later
    on earlier.customer_id = later.customer_id
    and earlier.effective_date < later.expiration_date
    and later.effective_date < earlier.expiration_date
    and earlier.customer_key <> later.customer_key
