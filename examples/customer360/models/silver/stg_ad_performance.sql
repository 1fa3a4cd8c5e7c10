{#- Figures of ads by day, as they were last told. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    partition_by={'field': 'stat_date', 'data_type': 'date'},
    cluster_by=['campaign_id']
) }}

{%- set stats = ref('bronze_google_ads_campaign_stats') -%}
{%- if is_incremental() -%}
    {%- set dates = touched_dates(stats, 'segments_date') -%}
{%- endif %}

select
    segments_date as stat_date,
    cast(campaign_id as string) as campaign_id,
    cast(ad_group_id as string) as ad_group_id,
    impressions,
    clicks,
    cast(cost_micros / 1000000 as numeric) as cost,
    conversions as platform_conversions,
    conversions_value as platform_conversions_value,
    delivery_date
from {{ stats }}
{% if is_incremental() -%}
where delivery_date >= '{{ dates | first | default('9999-12-31') }}' and {{ in_dates('segments_date', dates) }}
{%- else -%}
where delivery_date >= '1900-01-01'
{%- endif %}
qualify row_number() over (partition by segments_date, ad_group_id, segments_device order by data_date desc, delivery_date desc) = 1
