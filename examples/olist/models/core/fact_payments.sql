{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='payment_key') }}

with joined as (
    select
        {{ key_of(['payments.order_id', 'payments.payment_sequential']) }} as payment_key,
        payments.order_id,
        payments.payment_sequential,
        {{ key_of(['payments.order_id']) }} as order_key,
        {{ key_of(['addresses.customer_id']) }} as customer_key,
        {{ date_key_of('addresses.purchased_at') }} as purchase_date_key,
        payments.payment_type,
        payments.num_installments,
        payments.payment_amount,
        payments.num_installments > 1 as is_installment
    from {{ ref('stg_order_payments') }} as payments
    inner join {{ ref('int_customer_addresses') }} as addresses on payments.order_id = addresses.order_id
),

hashed as (
    select
        *,
        {{ row_hash_of(['customer_key', 'payment_type', 'num_installments', 'payment_amount']) }} as row_hash
    from joined
)

{{ select_changed('hashed', 'payment_key') }}
