-- Order lines that silver leaves out, and why. A later valid version of a line brings it back.
select
    {{ clean_code('order_id') }} as order_id,
    order_line_number,
    case
        when quantity is null then 'no quantity'
        when quantity = 0 then 'quantity of zero'
        when unit_price is null then 'no price'
        else 'no order or time'
    end as reason,
    last_modified_timestamp,
    _source_file
from {{ ref('bronze_sales') }}
where quantity is null
    or quantity = 0
    or unit_price is null
    or order_id is null
    or order_line_number is null
    or order_timestamp is null
order by order_id, order_line_number
