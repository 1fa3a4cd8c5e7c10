{#- A code or id: no blanks around it, upper case; null where nothing is left. -#}
{% macro clean_code(column) -%}
    upper(nullif(trim({{ column }}), ''))
{%- endmacro %}


{#- A text: no blanks around it, single blanks within; null where nothing is left. -#}
{% macro clean_text(column) -%}
    {{ return(adapter.dispatch('clean_text')(column)) }}
{%- endmacro %}

{% macro default__clean_text(column) -%}
    nullif(trim(regexp_replace({{ column }}, '\\s+', ' ')), '')
{%- endmacro %}

{% macro duckdb__clean_text(column) -%}
    nullif(trim(regexp_replace({{ column }}, '\s+', ' ', 'g')), '')
{%- endmacro %}


{#- A text whose words begin with a capital: 'nEW  york ' is 'New York'. -#}
{% macro clean_name(column) -%}
    {{ return(adapter.dispatch('clean_name')(column)) }}
{%- endmacro %}

{% macro default__clean_name(column) -%}
    initcap({{ clean_text(column) }})
{%- endmacro %}

{% macro duckdb__clean_name(column) -%}
    array_to_string(list_transform(string_split(lower({{ clean_text(column) }}), ' '), lambda word: upper(word[1]) || word[2:]), ' ')
{%- endmacro %}


{#- An e-mail address in lower case, or null where it cannot be one. -#}
{% macro clean_email(column) -%}
    case when {{ matches('lower(trim(' ~ column ~ '))', '^[a-z0-9._%+-]+@[a-z0-9-]+([.][a-z0-9-]+)*[.][a-z]{2,}$') }} then lower(trim({{ column }})) end
{%- endmacro %}


{% macro matches(expression, pattern) -%}
    {{ return(adapter.dispatch('matches')(expression, pattern)) }}
{%- endmacro %}

{% macro default__matches(expression, pattern) -%}
    regexp_like({{ expression }}, '{{ pattern }}')
{%- endmacro %}

{% macro duckdb__matches(expression, pattern) -%}
    regexp_matches({{ expression }}, '{{ pattern }}')
{%- endmacro %}


{#- A date that was written as 2025-12-31 or as 31/12/2025; null where it is neither. -#}
{% macro clean_date(column) -%}
    {{ return(adapter.dispatch('clean_date')(column)) }}
{%- endmacro %}

{% macro default__clean_date(column) -%}
    coalesce(try_to_date({{ column }}, 'YYYY-MM-DD'), try_to_date({{ column }}, 'DD/MM/YYYY'))
{%- endmacro %}

{% macro duckdb__clean_date(column) -%}
    cast(coalesce(try_strptime({{ column }}, '%Y-%m-%d'), try_strptime({{ column }}, '%d/%m/%Y')) as date)
{%- endmacro %}


{#- Y, yes, TRUE, 1 and their opposites; null for anything else. -#}
{% macro clean_boolean(column) -%}
    case lower(trim({{ column }}))
            when 'y' then true when 'yes' then true when 'true' then true when '1' then true
            when 'n' then false when 'no' then false when 'false' then false when '0' then false
        end
{%- endmacro %}


{#-
    For `qualify`: true for the latest version of each natural key. Versions of the same time are told apart by the delivery
    and then by content, so that the choice is the same in every run.
-#}
{% macro is_latest_version(natural_key) -%}
    row_number() over (
        partition by {{ natural_key }}
        order by last_modified_timestamp desc, _loaded_at desc, _source_file desc, _row_hash desc
    ) = 1
{%- endmacro %}
