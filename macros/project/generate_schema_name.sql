{#- A layer is a schema of its own name (`bronze`, not `main_bronze`): whoever develops has a database to themselves. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
