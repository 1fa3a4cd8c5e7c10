{{ config(cluster_by=['campaign_id']) }}

{{ delivered(source('google_ads', 'ad_groups')) }}
