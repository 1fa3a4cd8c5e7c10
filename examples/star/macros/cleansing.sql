{# An id or a code as it should have been typed: no blanks around it, capitals. #}
{% macro code(column) -%}
  upper(trim({{ column }}))
{%- endmacro %}


{# A name of one word, its first letter a capital. #}
{% macro name_case(column) -%}
  upper(substring(trim({{ column }}), 1, 1)) || lower(substring(trim({{ column }}), 2))
{%- endmacro %}


{# An address in small letters, or null if nobody could be written to at it. #}
{% macro valid_email(column) -%}
  case
            when trim({{ column }}) like '%_@_%.__%'
                and trim({{ column }}) not like '% %'
                and trim({{ column }}) not like '%@%@%'
                then lower(trim({{ column }}))
        end
{%- endmacro %}
