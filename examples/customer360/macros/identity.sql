{#- An address as the person means it: without tags, dots that a provider ignores, and known slips of the domain. Null for what is none. -#}
{% macro normalized_email(local, domain) -%}
case
    when {{ local }} is null or {{ domain }} is null then null
    when {{ local }} in ('noreply', 'no-reply', 'donotreply', 'unknown', 'test') then null
    when {{ domain }} = 'gmail.com' then concat(replace({{ local }}, '.', ''), '@', {{ domain }})
    else concat({{ local }}, '@', {{ domain }})
end
{%- endmacro %}

{#- Lower case, without accents and what is no letter. -#}
{% macro normalized_name(name) -%}
nullif(regexp_replace(translate(lower(trim({{ name }})), 'áàâäãåéèêëíìîïóòôöõøúùûüñçýšžřěčşğı', 'aaaaaaeeeeiiiioooooouuuuncyszrecsgi'), r'[^a-z]', ''), '')
{%- endmacro %}

{#- The last nine digits, which are the same in all ways of writing a number. -#}
{% macro normalized_phone(phone) -%}
case
    when length(regexp_replace({{ phone }}, r'[^0-9]', '')) >= 9 then right(regexp_replace({{ phone }}, r'[^0-9]', ''), 9)
end
{%- endmacro %}

{#- From 0, nothing alike, to 1. -#}
{% macro similarity(a, b) -%}
(1 - safe_divide(edit_distance({{ a }}, {{ b }}), greatest(length({{ a }}), length({{ b }}))))
{%- endmacro %}

{#- The same for first names, of which there may be the initial only. -#}
{% macro first_name_similarity(a, b) -%}
case when (length({{ a }}) = 1 or length({{ b }}) = 1) and left({{ a }}, 1) = left({{ b }}, 1) then 0.85 else {{ similarity(a, b) }} end
{%- endmacro %}

{#- The best of what the systems say of a person: what was typed into the shop before what sales has, the newest first. -#}
{% macro best_of(column) -%}
array_agg({{ column }} ignore nulls order by case identity_system when 'shopify' then 1 when 'braze' then 2 when 'salesforce_contact' then 3 when 'zendesk' then 4 when 'salesforce_lead' then 5 else 6 end, updated_at desc, identity_id limit 1)[safe_offset(0)]
{%- endmacro %}
