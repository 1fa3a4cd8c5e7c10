{#- One digest of all columns as they came: equal for two deliveries of the same version of a row. -#}
{% macro row_hash(columns) -%}
    md5({% for column in columns %}coalesce(cast({{ column }} as {{ dbt.type_string() }}), '~'){% if not loop.last %} || '|' || {% endif %}{% endfor %})
{%- endmacro %}


{#- The columns that bronze adds to a row as delivered. One batch is one invocation. -#}
{% macro load_metadata(columns) -%}
    {{ row_hash(columns) }} as _row_hash,
        _source_file,
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}' as {{ dbt.type_timestamp() }}) as _loaded_at,
        cast('{{ invocation_id }}' as {{ dbt.type_string() }}) as _batch_id
{%- endmacro %}


{#- How long the platform keeps what a table was (time travel). Nothing to do where there is no such thing. -#}
{% macro set_retention() -%}
    {{ return(adapter.dispatch('set_retention')()) }}
{%- endmacro %}

{% macro default__set_retention() -%}
{%- endmacro %}

{% macro snowflake__set_retention() -%}
    alter table {{ this }} set data_retention_time_in_days = {{ config.get('data_retention_time_in_days') }}
{%- endmacro %}
