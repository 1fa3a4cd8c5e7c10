{% macro surrounding() %}{{ left_side() }}{% endmacro %}
{% macro left_side() %}{{ right_side(3) }}{% endmacro %}
{% macro right_side(depth) %}{% if depth > 0 %}{{ left_side_again(depth - 1) }}{% endif %}{% endmacro %}
{% macro left_side_again(depth) %}{{ right_side(depth) }}{{ leaf() }}{% endmacro %}
{% macro leaf() %}.{% endmacro %}
