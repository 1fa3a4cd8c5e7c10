{#-
    Who is who in the seven systems: a row an identity (a profile, a visitor, an installation, a click) with the customer it belongs to.

    1. Profiles with the same address, normalised, are one person.
    2. Whoever has logged in is who they said: by customer id, or by the digest of the shop's address.
    3. What is left apart is compared: the same phone number, or the same name and postal code, and names and addresses that are alike.

    Profiles are told once and kept here for longer than bronze has them: identities that bronze has no more come from this table,
    as long as anything was told of the person within a year.
-#}
{{ config(
    materialized='incremental',
    unique_key=['identity_system', 'identity_id'],
    partition_by={'field': 'last_seen_date', 'data_type': 'date'},
    cluster_by=['customer_id']
) }}

with told as (

    select
        'shopify' as identity_system, cast(id as string) as identity_id, email as email_raw, first_name as first_name_raw, last_name as last_name_raw, phone as phone_raw,
        default_address.zip as postal_code, default_address.city as city, default_address.country_code as country, cast(null as string) as linked_shopify_id, cast(null as string) as hashed_email,
        email_marketing_consent.state = 'subscribed' as has_consent, state as profile_status, tags as profile_segment, created_at, updated_at, delivery_date
    from {{ latest(ref('bronze_shopify_customers'), 'id', 'updated_at') }} as latest

    union all

    select
        'braze', braze_id, email, first_name, last_name, phone, cast(null as string), home_city, country, external_id, cast(null as string),
        email_subscribe != 'unsubscribed', email_subscribe, custom_attributes.loyalty_tier, created_at, updated_at, delivery_date
    from {{ latest(ref('bronze_braze_users'), 'braze_id', 'updated_at') }} as latest

    union all

    select
        'zendesk', cast(id as string), email, regexp_extract(name, r'^(\S+)'), regexp_extract(name, r'\s(.+)$'), phone, cast(null as string), cast(null as string), cast(null as string), cast(null as string), cast(null as string),
        cast(null as bool), role, tags[safe_offset(0)], created_at, updated_at, delivery_date
    from {{ latest(ref('bronze_zendesk_users'), 'id', 'updated_at') }} as latest

    union all

    select
        'salesforce_contact', Id, Email, FirstName, LastName, Phone, MailingPostalCode, MailingCity, MailingCountryCode, cast(null as string), cast(null as string),
        not HasOptedOutOfEmail, 'contact', Title, CreatedDate, SystemModstamp, delivery_date
    from {{ latest(ref('bronze_salesforce_contacts'), 'Id', 'SystemModstamp') }} as latest
    where not IsDeleted

    union all

    select
        'salesforce_lead', Id, Email, FirstName, LastName, Phone, PostalCode, cast(null as string), CountryCode, cast(null as string), cast(null as string),
        cast(null as bool), Status, Rating, CreatedDate, SystemModstamp, delivery_date
    from {{ latest(ref('bronze_salesforce_leads'), 'Id', 'SystemModstamp') }} as latest
    where not IsDeleted

    union all

    select
        source_system, anonymous_id, cast(null as string), cast(null as string), cast(null as string), cast(null as string), cast(null as string), min(city), min(country), max(user_key), max(hashed_email),
        cast(null as bool), 'visitor', min(device_category), min(started_at), max(started_at), max(delivery_date)
    from {{ ref('stg_sessions') }}
    where session_date > '1900-01-01'
    group by source_system, anonymous_id
    having max(user_key) is not null or max(hashed_email) is not null

    union all

    select
        'google_ads', gclid, cast(null as string), cast(null as string), cast(null as string), cast(null as string), cast(null as string), min(city), min(country), max(visitor_user_key), max(visitor_hashed_email),
        cast(null as bool), 'click', min(device_category), min(started_at), max(started_at), max(delivery_date)
    from (
        select
            *,
            max(user_key) over (partition by anonymous_id) as visitor_user_key,
            max(hashed_email) over (partition by anonymous_id) as visitor_hashed_email
        from {{ ref('stg_sessions') }}
        where source_system = 'ga360'
    ) as visits
    where gclid is not null and (visitor_user_key is not null or visitor_hashed_email is not null)
    group by gclid

),

records as (

    select * from told
    {%- if is_incremental() %}

    union all

    select
        identity_system, identity_id, email_raw, first_name_raw, last_name_raw, phone_raw, postal_code, city, country, linked_shopify_id, hashed_email,
        has_consent, profile_status, profile_segment, created_at, updated_at, delivery_date
    from {{ this }} as kept
    where not exists (
        select 1 from told
        where told.identity_system = kept.identity_system and told.identity_id = kept.identity_id
    )
    {%- endif %}

),

split_emails as (

    select
        *,
        lower(trim(email_raw)) as email_lower,
        regexp_replace(regexp_extract(lower(trim(email_raw)), r'^([^@\s]+)@[^@\s]+\.[a-z]{2,}$'), r'\+.*', '') as email_local,
        regexp_extract(lower(trim(email_raw)), r'^[^@\s]+@([^@\s]+\.[a-z]{2,})$') as email_domain_typed
    from records

),

normalized as (

    select
        r.* except (email_domain_typed),
        concat(r.identity_system, ':', r.identity_id) as record_key,
        coalesce(c.meant, r.email_domain_typed) as email_domain,
        {{ normalized_email('r.email_local', 'coalesce(c.meant, r.email_domain_typed)') }} as email,
        {{ normalized_name('r.first_name_raw') }} as first_name,
        {{ normalized_name('r.last_name_raw') }} as last_name,
        {{ normalized_phone('r.phone_raw') }} as phone
    from split_emails as r
    left join {{ ref('email_domain_corrections') }} as c on c.typed = r.email_domain_typed

),

-- 1. The address.
by_email as (

    select *, coalesce(concat('email:', email), record_key) as email_group
    from normalized

),

-- 2. The login: a record is its shop's customer, and so is whatever has the record's address.
shop_groups as (

    select
        identity_id as shopify_id,
        to_hex(sha256(email_lower)) as digest,
        email_group
    from by_email
    where identity_system = 'shopify'

),

digests as (

    select digest, min(email_group) as email_group
    from shop_groups
    where digest is not null
    group by digest

),

logins as (

    select
        r.email_group,
        min(coalesce(s.email_group, d.email_group)) as login_group
    from by_email as r
    left join shop_groups as s on s.shopify_id = r.linked_shopify_id
    left join digests as d on d.digest = r.hashed_email
    where coalesce(s.email_group, d.email_group) is not null
    group by r.email_group

),

by_login as (

    select r.*, coalesce(l.login_group, r.email_group) as login_group
    from by_email as r
    left join logins as l on l.email_group = r.email_group

),

-- 3. Likeness, between records of different groups that share a phone number, or a postal code and the beginning of a name.
named as (

    select record_key, login_group, first_name, last_name, phone, postal_code, email, split(email, '@')[safe_offset(0)] as email_name
    from by_login
    where first_name is not null and last_name is not null

),

candidates as (

    select a.record_key as record_a, b.record_key as record_b
    from named as a
    inner join named as b on b.phone = a.phone
    where a.login_group < b.login_group

    union distinct

    select a.record_key, b.record_key
    from named as a
    inner join named as b on b.postal_code = a.postal_code and left(b.last_name, 2) = left(a.last_name, 2)
    where a.login_group < b.login_group

    union distinct

    select a.record_key, b.record_key
    from named as a
    inner join named as b on b.last_name = a.last_name and left(b.email_name, 3) = left(a.email_name, 3) and right(b.email_name, 3) = right(a.email_name, 3)
    where a.login_group < b.login_group

),

compared as (

    select
        a.login_group as group_a,
        b.login_group as group_b,
        coalesce(a.phone = b.phone, false) as is_same_phone,
        coalesce(a.postal_code = b.postal_code, false) as is_same_postal_code,
        {{ first_name_similarity('a.first_name', 'b.first_name') }} as first_name_likeness,
        {{ similarity('a.last_name', 'b.last_name') }} as last_name_likeness,
        {{ similarity('a.email_name', 'b.email_name') }} as email_likeness,
        a.email is null or b.email is null as is_email_missing
    from candidates as c
    inner join named as a on a.record_key = c.record_a
    inner join named as b on b.record_key = c.record_b

),

matched as (

    select
        group_a,
        group_b,
        max(round(0.3 * first_name_likeness + 0.3 * last_name_likeness + if(is_same_phone, 0.3, 0.15) + 0.1 * coalesce(email_likeness, 0.5), 4)) as score
    from compared
    where (is_same_phone and first_name_likeness >= 0.75 and last_name_likeness >= 0.7)
        or (is_same_postal_code and first_name_likeness >= 0.8 and last_name_likeness >= 0.8 and (is_email_missing or email_likeness >= 0.8))
        or (first_name_likeness >= 0.8 and last_name_likeness = 1 and email_likeness >= 0.9)
    group by group_a, group_b

),

-- Groups that are alike are one, and so are those that are alike to the same: the smallest name goes through, a step at a time.
edges as (

    select group_a as from_group, group_b as to_group from matched
    union all
    select group_b, group_a from matched

),

step_0 as (

    select distinct login_group, login_group as person_group
    from by_login

),
{% for step in range(1, 5) %}
step_{{ step }} as (

    select s.login_group, least(s.person_group, coalesce(min(n.person_group), s.person_group)) as person_group
    from step_{{ step - 1 }} as s
    left join edges as e on e.to_group = s.login_group
    left join step_{{ step - 1 }} as n on n.login_group = e.from_group
    group by s.login_group, s.person_group

),
{% endfor %}
fuzzy as (

    select login_group, max(score) as score
    from (
        select group_a as login_group, score from matched
        union all
        select group_b, score from matched
    ) as sides
    group by login_group

),

persons as (

    select
        r.*,
        s.person_group,
        f.score as fuzzy_score,
        count(*) over (partition by s.person_group) as num_in_person,
        max(r.delivery_date) over (partition by s.person_group) as person_last_told,
        count(*) over (partition by r.email_group) as num_in_email,
        first_value(r.record_key) over (partition by s.person_group order by r.created_at, r.record_key rows between unbounded preceding and unbounded following) as first_record
    from by_login as r
    inner join step_4 as s on s.login_group = r.login_group
    left join fuzzy as f on f.login_group = r.login_group

),

resolved as (

    select
        identity_system,
        identity_id,
        concat('C', upper(left(to_hex(md5(first_record)), 16))) as customer_id,
        case
            when num_in_person = 1 then 'single'
            when linked_shopify_id is not null or hashed_email is not null then 'login'
            when num_in_email > 1 then 'email'
            when fuzzy_score is not null then 'fuzzy'
            else 'email'
        end as match_method,
        case
            when num_in_person = 1 then 0.0
            when linked_shopify_id is not null or hashed_email is not null or num_in_email > 1 then 1.0
            else coalesce(fuzzy_score, 1.0)
        end as match_confidence,
        num_in_person > 1 as is_matched,
        email, email_domain, first_name, last_name, phone, postal_code, city, country,
        email_raw, first_name_raw, last_name_raw, phone_raw, linked_shopify_id, hashed_email, has_consent, profile_status, profile_segment,
        created_at, updated_at,
        person_last_told as last_seen_date,
        delivery_date
    from persons

)

select new.*
from resolved as new
{%- if is_incremental() %}
left join {{ this }} as known on known.identity_system = new.identity_system and known.identity_id = new.identity_id
where known.identity_id is null or to_json_string(known) != to_json_string(new)
{%- endif %}
