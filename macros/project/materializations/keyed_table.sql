{#-
    keyed_table: a table of one row per natural key, with a surrogate key that never changes (SCD type 1).

    The model selects everything but the surrogate key, one row per natural key. Configuration:

        unique_key             natural key: a column or a list of columns
        surrogate_key          name of the key column; it comes first in the table
        version_column         a row replaces one of an equal or smaller version only, so a late row cannot undo a newer one
        merge_exclude_columns  columns that keep the value they were inserted with
        metadata_columns       columns that are updated with a row but do not make it a changed one

    The surrogate key is the DEFAULT of its column, `nextval` of the sequence `<table>_seq`: no statement of a model sets it.

    First run: creates sequence and table, inserts in the order of the natural key.
    Later runs: one MERGE. It updates the rows that differ, in every column but the surrogate key and the excluded ones, and inserts
    new natural keys. Run again on the same rows it changes nothing.
    A model that reads only what is new does so under `{% if is_keyed_merge() %}`.

    --full-refresh builds the table anew from all rows, yet natural keys that the old table knew keep their surrogate key and
    their excluded columns: keys are references that facts, extracts and people hold, so a refresh must not reassign them. Rows
    that the query no longer returns are gone; the sequence goes on, so no key is ever given twice. To number from 1 again,
    drop the table and the sequence.

    A model whose columns are no longer those of the table stops with an error that asks for --full-refresh.
-#}
{% materialization keyed_table, default %}
    {%- set unique_key = config.require('unique_key') -%}
    {%- set natural_key = [unique_key] if unique_key is string else unique_key -%}
    {%- set surrogate_key = config.require('surrogate_key') -%}
    {%- set keep = config.get('merge_exclude_columns', []) -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set sequence = keyed_table_sequence(target_relation) -%}
    {%- set columns = get_column_schema_from_query(sql) -%}
    {%- set names = columns | map(attribute='name') | list -%}
    {%- for column in natural_key if column not in names -%}
        {%- do exceptions.raise_compiler_error("keyed_table: the query has no column '" ~ column ~ "' of unique_key " ~ natural_key) -%}
    {%- endfor -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {% if existing is not none and existing.is_view %}
        {% do adapter.drop_relation(existing) %}
        {% set existing = none %}
    {% endif %}

    {% if existing is none %}
        {% call statement('main') %}
            {{ create_key_sequence(sequence) }};
            {{ create_keyed_table(target_relation, surrogate_key, columns, sequence) }};
            insert into {{ target_relation }} ({{ names | join(', ') }})
            select {{ names | join(', ') }} from (
            {{ sql }}
            ) as query
            order by {{ natural_key | join(', ') }};
        {% endcall %}

    {% elif should_full_refresh() %}
        {% set rebuilt = make_intermediate_relation(target_relation) %}
        {% set backup = make_backup_relation(target_relation, 'table') %}
        {% do drop_relation_if_exists(load_cached_relation(rebuilt)) %}
        {% do drop_relation_if_exists(load_cached_relation(backup)) %}
        {% set known = adapter.get_columns_in_relation(existing) | map(attribute='name') | list %}
        {% call statement('main') %}
            {{ create_key_sequence(sequence) }};
            {{ create_keyed_table(rebuilt, surrogate_key, columns, sequence) }};
            {% if surrogate_key in known -%}
            insert into {{ rebuilt }} ({{ surrogate_key }}, {{ names | join(', ') }})
            select
                old.{{ surrogate_key }}
                {%- for name in names %},
                {% if name in keep and name in known %}old.{{ name }}{% else %}query.{{ name }}{% endif %}
                {%- endfor %}
            from (
            {{ sql }}
            ) as query
            join {{ existing }} as old on {{ same_key(natural_key, 'old', 'query') }}
            order by old.{{ surrogate_key }};
            {%- endif %}
            insert into {{ rebuilt }} ({{ names | join(', ') }})
            select {{ names | join(', ') }} from (
            {{ sql }}
            ) as query
            {% if surrogate_key in known -%}
            where not exists (select 1 from {{ existing }} as old where {{ same_key(natural_key, 'old', 'query') }})
            {%- endif %}
            order by {{ natural_key | join(', ') }};
        {% endcall %}
        {% do adapter.rename_relation(existing, backup) %}
        {% do adapter.rename_relation(rebuilt, target_relation) %}

    {% else %}
        {% do assert_same_columns(existing, [surrogate_key] + names) %}
        {% call statement('main') %}
            {{ merge_keyed_table(existing, sql, natural_key, names, config.get('version_column'), natural_key + keep, config.get('metadata_columns', [])) }}
        {% endcall %}
    {% endif %}

    {% do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing, should_full_refresh())) %}
    {% do persist_docs(target_relation, model) %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do adapter.commit() %}
    {% if backup is defined %}{% do drop_relation_if_exists(backup) %}{% endif %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{#- Whether the model will be merged into the table it has already: what is_incremental() is to incremental models. -#}
{% macro is_keyed_merge() %}
    {%- if not execute -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set relation = load_cached_relation(this) -%}
    {{ return(relation is not none and relation.type == 'table' and model.config.materialized == 'keyed_table' and not should_full_refresh()) }}
{% endmacro %}


{#- The name of the sequence of a keyed table: in the same schema, without the database, which may be renamed. -#}
{% macro keyed_table_sequence(relation) %}
    {{ return(relation.schema ~ '.' ~ relation.identifier ~ '_seq') }}
{% endmacro %}

{% macro create_key_sequence(sequence) -%}
    create sequence if not exists {{ sequence }}
{%- endmacro %}

{% macro next_key(sequence) -%}
    {{ return(adapter.dispatch('next_key')(sequence)) }}
{%- endmacro %}

{% macro default__next_key(sequence) -%}
    nextval('{{ sequence }}')
{%- endmacro %}

{% macro snowflake__next_key(sequence) -%}
    {{ sequence }}.nextval
{%- endmacro %}

{% macro create_keyed_table(relation, surrogate_key, columns, sequence) -%}
    create table {{ relation }} (
        {{ surrogate_key }} bigint default {{ next_key(sequence) }} not null
        {%- for column in columns %},
        {{ column.name }} {{ column.data_type }}
        {%- endfor %}
    )
{%- endmacro %}

{% macro same_key(natural_key, left, right) -%}
    {% for name in natural_key %}{{ left }}.{{ name }} = {{ right }}.{{ name }}{% if not loop.last %} and {% endif %}{% endfor %}
{%- endmacro %}

{#- Rows whose natural key is known replace the older version of it, others are inserted. -#}
{% macro merge_keyed_table(target_relation, sql, natural_key, names, version_column, fixed, metadata_columns) -%}
    {%- set updated = names | reject('in', fixed) | list -%}
    {%- set compared = updated | reject('in', metadata_columns) | list -%}
    merge into {{ target_relation }} as target
    using (
    {{ sql }}
    ) as query
    on {{ same_key(natural_key, 'target', 'query') }}
    when matched
        {% if version_column %}and query.{{ version_column }} >= target.{{ version_column }}{% endif %}
        and ({% for name in compared %}target.{{ name }} is distinct from query.{{ name }}{% if not loop.last %} or {% endif %}{% endfor %})
        then update set
        {% for name in updated -%}
        {{ name }} = query.{{ name }}{% if not loop.last %},{% endif %}
        {% endfor -%}
    when not matched then insert ({{ names | join(', ') }})
        values ({% for name in names %}query.{{ name }}{% if not loop.last %}, {% endif %}{% endfor %})
{%- endmacro %}

{% macro assert_same_columns(relation, expected) %}
    {%- set known = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
    {%- set added = expected | reject('in', known) | list -%}
    {%- set removed = known | reject('in', expected) | list -%}
    {%- if added or removed -%}
        {%- do exceptions.raise_compiler_error(
            'keyed_table: the columns of ' ~ relation ~ ' are not those of the model'
            ~ (' (new: ' ~ added | join(', ') ~ ')' if added) ~ (' (gone: ' ~ removed | join(', ') ~ ')' if removed)
            ~ '; run it with --full-refresh, which keeps the surrogate keys'
        ) -%}
    {%- endif -%}
{% endmacro %}
