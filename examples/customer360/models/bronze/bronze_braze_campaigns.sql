{{ config(cluster_by=['id']) }}

{{ delivered(source('braze', 'campaigns')) }}
