select {{ dbt_utils_missing if false else 1 }} from {{ ref('pkg_model') }} {% if execute %} {{ ref('hidden') }} {% endif %}
