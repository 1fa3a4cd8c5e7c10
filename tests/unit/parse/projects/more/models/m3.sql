-- {{ config(materialized='incremental', unique_key=['id', 'b'], partition_by={'field': 'x', 'data_type': 'date'}, pre_hook=[{'sql': 'a', 'transaction': False}, 'b'], contract={'enforced': false}, tags=var('dow')) }}
select * from {{ this }} where {{ is_incremental() }} {{ ref('m' ~ '1') }}
