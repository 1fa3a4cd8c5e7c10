{{ config(cluster_by=['gclid']) }}

{{ delivered(source('google_ads', 'click_view')) }}
