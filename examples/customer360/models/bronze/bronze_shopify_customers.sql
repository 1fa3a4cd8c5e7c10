{{ config(cluster_by=['id']) }}

{{ delivered(source('shopify', 'customers')) }}
