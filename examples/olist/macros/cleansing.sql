{# What the files hold is text: these make values of it. #}

{# Text without blanks around it, null where there is none. #}
{% macro text_of(column) -%}
  nullif(trim({{ column }}), '')
{%- endmacro %}

{% macro number_of(column, type='integer') -%}
  cast({{ text_of(column) }} as {{ type }})
{%- endmacro %}

{% macro money_of(column) -%}
  cast({{ text_of(column) }} as numeric(12, 2))
{%- endmacro %}

{% macro timestamp_of(column) -%}
  cast({{ text_of(column) }} as timestamp)
{%- endmacro %}

{# Post codes lose their leading zeros in spreadsheets. #}
{% macro zip_of(column) -%}
  right('00000' || {{ text_of(column) }}, 5)
{%- endmacro %}

{#
  A city's name as it can be compared: lower case, no accents, hyphens or apostrophes, nothing after the name ("sao paulo - sp",
  "sao paulo / sao paulo", "sao paulo, sp, brasil"). Not every database's LOWER knows capitals with accents. Null where it is no name but a post code or an address.
#}
{% macro city_of(column) -%}
  {%- set plain -%}
    translate(lower({{ column }}), 'áàâãäéèêëíìîïóòôõöúùûüçñÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑ', 'aaaaaeeeeiiiiooooouuuucnaaaaaeeeeiiiiooooouuuucn')
  {%- endset -%}
  {%- set name -%}
    split_part(split_part(split_part({{ plain }}, '/', 1), ' - ', 1), ',', 1)
  {%- endset -%}
  case
    when {{ name }} = translate({{ name }}, '0123456789@', '')
      then nullif(trim(translate({{ name }}, '-''`', '   ')), '')
  end
{%- endmacro %}
