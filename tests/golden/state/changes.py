"""What is done to the project between the two runs: [name, {file: None | text | [[old, new], ...] | {text, repeated, times}}, options]."""

M = "models/marts/marts.yml"
S = "models/sources.yml"
P = "dbt_project.yml"
L = "models/semantic.yml"
U = "models/unit_tests.yml"
F = "functions/functions.yml"

CHANGES = [
    ["nothing", {}],
    ["body of a model", {"models/staging/stg_orders.sql": [["select id,", "select id as id,"]]}],
    ["white space of a body", {"models/staging/stg_orders.sql": [["select id,", "select  id,"]]}],
    ["a comment in Jinja", {"models/marts/orders.sql": [["select *", "{# hm #} select *"]]}],
    ["materialized in the project file", {P: [["+materialized: view", "+materialized: table"]]}],
    ["tags in the project file", {P: [["[early]", "[late]"]]}],
    ["a tag in the model", {"models/staging/stg_orders.sql": [["['a']", "['b']"]]}],
    ["schema in the project file", {P: [["+schema: marts", "+schema: mart"]]}],
    ["rendered alike", {P: [["\"{{ 'table' if target.name == 'dev' else 'view' }}\"", "table"]]}],
    ["another target", {}, ["--target", "prod"]],
    ["another var", {}, ["--vars", "{start: 2025-01-01}"]],
    ["a var in the project file", {P: [["2024-01-01", "2024-02-01"]]}],
    ["a hook", {"models/marts/orders.sql": [['pre_hook="select 1"', 'pre_hook="select 2"']]}],
    ["meta", {"models/marts/orders.sql": [["'sales'}", "'sale'}"]]}],
    ["an alias that is computed", {"models/marts/orders.sql": [["'orders_' ~ target.name", "'order_' ~ target.name"]]}],
    ["a description that is persisted", {M: [["One row per order", "One row an order"]]}],
    ["a column's description that is persisted", {M: [["in cents", "in cent"]]}],
    ["a description that is not persisted", {M: [["One row per customer", "One row a customer"]]}],
    ["a column's description that is not persisted",
     {M: [["- {name: id, description: key}", "- {name: id, description: the key}"]]}],
    ["a group", {M: [["group: sales", "group: sale"], ["- name: sales", "- name: sale"]]}],
    ["persist_docs", {M: [["persist_docs: {relation: true, columns: true}", "persist_docs: {relation: true}"]]}],
    ["a config in YAML", {M: [["  - name: customers\n", "  - name: customers\n    config: {materialized: incremental}\n"]]}],
    ["access", {M: [["access: public", "access: protected"]]}],
    ["latest version", {M: [["latest_version: 1", "latest_version: 2"]]}],
    ["deprecation", {M: [["    latest_version: 1", "    latest_version: 1\n    deprecation_date: 2999-01-01"]]}],
    ["a model is moved", {"models/marts/customers.sql": None, "models/marts/deep/customers.sql":
        "select customer as id, sum(amount) as amount, '{{ surrounding() }}' as label\nfrom {{ ref('stg_orders') }} group by 1\n"}],
    ["a new model", {"models/marts/fresh.sql": "select 1 as id"}],
    ["a model is gone", {"models/marts/menu.sql": None}],
    ["a model is disabled", {"models/marts/menu.sql": [["select *", "{{ config(enabled=false) }} select *"]]}],
    ["a macro", {"macros/cents.sql": [["* 100", "* 1000"]]}],
    ["a macro two steps away", {"macros/cents.sql": [["inner(column) %}{{ column }}", "inner(column) %}{{ column | trim }}"]]}],
    ["a macro in a circle", {"macros/surrounding.sql": [["%}.{%", "%};{%"]]}],
    ["a macro's description", {"macros/macros.yml": "macros:\n  - {name: cents, description: to cents}\n"}],
    ["a new macro of a built-in name", {"macros/names.sql":
        "{% macro generate_schema_name(custom_schema_name, node) %}{{ custom_schema_name or target.schema }}{% endmacro %}"}],
    ["a generic test's macro", {"tests/generic/at_least.sql": [["<", "<="]]}],
    ["an argument of a test", {M: [["least: 0", "least: 1"]]}],
    ["severity of a test", {M: [["severity: warn", "severity: error"]]}],
    ["where of a test", {M: [["          - unique\n", "          - unique: {config: {where: 'id > 1'}}\n"]]}],
    ["tags of a test", {M: [["          - unique\n", "          - unique: {config: {tags: [x]}}\n"]]}],
    ["a test's name", {M: [["          - unique\n", "          - unique: {name: own}\n"]]}],
    ["body of a singular test", {"tests/positive.sql": [["< 0", "<= 0"]]}],
    ["config of a singular test", {"tests/positive.sql": [["select *", "{{ config(severity='warn') }} select *"]]}],
    ["rows of a seed", {"seeds/raw_orders.csv": [["2,1,20", "2,1,21"]]}],
    ["a seed's description that is persisted", {"seeds/seeds.yml": [["as they come", "as they came"]]}],
    ["a seed's column types", {"seeds/seeds.yml": [["config: {", "config: {column_types: {id: bigint}, "]]}],
    ["a snapshot's config", {"snapshots/orders_snapshot.yml": [["check_cols: all", "check_cols: [amount]"]]}],
    ["a snapshot's relation", {"snapshots/orders_snapshot.yml": [["ref('raw_orders')", "ref('stg_orders')"]]}],
    ["a snapshot's body", {"snapshots/block.sql": [["select *", "select id, amount"]]}],
    ["an analysis", {"analyses/glance.sql": [["count(*)", "count(1)"]]}],
    ["a source's identifier", {S: [["visits_v1", "visits_v2"]]}],
    ["a source's schema", {S: [["else 'raw_prod'", "else 'raw_live'"]]}],
    ["a source's freshness", {S: [["count: 12", "count: 13"]]}],
    ["a source's loaded_at_field", {S: [["loaded_at_field: at", "loaded_at_field: loaded_at"]]}],
    ["a source's description", {S: [["description: events", "description: all events"]]}],
    ["a source's quoting", {S: [["- name: events", "- name: events\n        quoting: {identifier: true}"]]}],
    ["a source's meta", {S: [["- name: events", "- name: events\n        config: {meta: {a: 1}}"]]}],
    ["a source's external", {S: [["- name: events", "- name: events\n        external: {location: a.csv}"]]}],
    ["a new source", {S: [["- name: visits\n", "- name: clicks\n      - name: visits\n"]]}],
    ["an exposure's description", {M: [["what the board sees", "what boards see"]]}],
    ["an exposure's owner", {M: [["owner: {name: Sales, email: sales@example.com}\n    depends_on", "owner: {name: Sale}\n    depends_on"]]}],
    ["an exposure's parents", {M: [["[ref('orders'), ref('customers')]", "[ref('customers')]"]]}],
    ["the order of an exposure's parents", {M: [["[ref('orders'), ref('customers')]", "[ref('customers'), ref('orders')]"]]}],
    ["an exposure's meta", {M: [["    type: dashboard", "    type: dashboard\n    config: {meta: {a: 1}}"]]}],
    ["a new exposure", {M: [["exposures:", "exposures:\n  - {name: other, type: analysis, owner: {name: x}, depends_on: [ref('menu')]}"]]}],
    ["a unit test's description", {U: [["description: sums", "description: sum"]]}],
    ["rows of a unit test", {U: [["amount: 1}]\n    expect", "amount: 2}]\n    expect"]]}],
    ["what a unit test expects", {U: [["rows: [{id: 1, amount: 1}]", "rows: [{id: 1, amount: 2}]"]]}],
    ["a unit test's overrides", {U: [["2020-01-01", "2021-01-01"]]}],
    ["a unit test's fixture", {"tests/fixtures/some_orders.csv": "id,customer,amount\n1,1,2\n"}],
    ["a unit test's tags", {U: [["    description: sums", "    description: sums\n    config: {tags: [a]}"]]}],
    ["a new unit test", {U: [["unit_tests:", "unit_tests:\n  - {name: more, model: customers, given: [], expect: {rows: []}}"]]}],
    ["a semantic model's description", {L: [["what is known of orders", "all about orders"]]}],
    ["a semantic model's measures", {L: [["agg: count, expr: id", "agg: count_distinct, expr: id"]]}],
    ["a semantic model's meta", {L: [["    model: ref('orders')", "    model: ref('orders')\n    config: {meta: {a: 1}}"]]}],
    ["a metric's label", {L: [["label: Orders", "label: Order"]]}],
    ["a metric's filter", {L: [["    type: simple\n", "    type: simple\n    filter: \"{{ Dimension('id__ordered_at') }} > '2024-01-01'\"\n"]]}],
    ["a metric's tags", {L: [["    type: simple\n", "    type: simple\n    config: {tags: [x]}\n"]]}],
    ["a metric's group", {L: [["    type: simple\n", "    type: simple\n    config: {group: sales}\n"]]}],
    ["a new metric", {L: [["metrics:\n", "metrics:\n  - {name: more, label: More, type: simple, type_params: {measure: order_count}}\n"]]}],
    ["a saved query's description", {L: [["day by day", "a day"]]}],
    ["a saved query's parameters", {L: [["'day')\"]", "'month')\"]"]]}],
    ["a saved query's export", {L: [["export_as: table", "export_as: view"]]}],
    ["a saved query's tags", {L: [["    description: day by day", "    description: day by day\n    config: {tags: [x]}"]]}],
    ["a function's body", {"functions/plus_one.sql": "x + 2\n"}],
    ["a function's arguments", {F: [["{name: x, data_type: integer}", "{name: x, data_type: bigint}"]]}],
    ["a function's return", {F: [["returns: {data_type: integer}", "returns: {data_type: bigint}"]]}],
    ["a function's description", {F: [["adds one", "one more"]]}],
    ["a new function", {"functions/minus_one.sql": "x - 1\n", F: [["functions:\n", "functions:\n  - name: minus_one\n    arguments: [{name: x, data_type: integer}]\n    returns: {data_type: integer}\n"]]}],
    ["contract: a column more", {M: [["      - {name: name, data_type: varchar(10)}",
        "      - {name: name, data_type: varchar(10)}\n      - {name: more, data_type: date}"]]}],
    ["contract: a column less", {M: [["      - {name: name, data_type: varchar(10)}\n", ""]]}],
    ["contract: a wider type", {M: [["varchar(10)", "VARCHAR(20)"]]}],
    ["contract: another type", {M: [["{name: id, data_type: integer, constraints", "{name: id, data_type: bigint, constraints"]]}],
    ["contract: not enforced any more", {M: [["access: public\n    config:\n      contract: {enforced: true}",
        "access: public\n    config:\n      contract: {enforced: false}"]]}],
    ["contract: enforced now", {M: [["  - name: customers\n    description: One row per customer\n    columns:\n      - {name: id, description: key}",
        "  - name: customers\n    description: One row per customer\n    config: {contract: {enforced: true}}\n    columns:\n      - {name: id, data_type: integer}\n      - {name: amount, data_type: hugeint}\n      - {name: label, data_type: varchar}"]]}],
    ["contract: a column constraint less", {M: [[", constraints: [{type: not_null}]", ""]]}],
    ["contract: a model constraint less", {M: [["    constraints:\n      - {type: primary_key, columns: [id]}\n", ""]]}],
    ["contract: a view now", {"models/marts/contracted.sql": [["select 1", "{{ config(materialized='view') }} select 1"]]}],
    ["contract: the model is gone", {"models/marts/contracted.sql": None, M: [["""  - name: contracted
    access: public
    config:
      contract: {enforced: true}
    constraints:
      - {type: primary_key, columns: [id]}
    columns:
      - {name: id, data_type: integer, constraints: [{type: not_null}]}
      - {name: name, data_type: varchar(10)}
""", ""]]}],
    ["contract: the model is disabled", {"models/marts/contracted.sql": [["select 1", "{{ config(enabled=false) }} select 1"]]}],
    ["contract: a version breaks", {M: [["      - {name: name, data_type: varchar}\n", "      - {name: name, data_type: integer}\n"]]}],
    ["contract: a version is gone", {"models/marts/dish_v2.sql": None, M: [["""      - v: 2
        columns:
          - include: all
          - {name: price, data_type: integer}
""", ""]]}],
    ["a seed that has become large", {"seeds/raw_orders.csv": {"text": "id,customer,amount\n", "repeated": "1,1,10\n", "times": 200000}}],
    ["no limit to the size of seeds", {}, ["--maximum-seed-size-mib", "0"]],
]

STATES = ["new", "old", "modified", "unmodified", "modified.body", "modified.configs",
          "modified.persisted_descriptions", "modified.relation", "modified.macros", "modified.contract"]
