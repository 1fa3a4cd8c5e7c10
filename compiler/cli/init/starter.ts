/** The files of a new project, by path. Small on purpose: each kind of file once, and all of it builds at once. */
export function starterFiles(name: string): Readonly<Record<string, string>> {
  return {
    'project.yml': projectFile(name),
    'seeds/raw_customers.csv': RAW_CUSTOMERS,
    'seeds/raw_orders.csv': RAW_ORDERS,
    'models/staging/stg_orders.sql': STG_ORDERS,
    'models/customers.sql': CUSTOMERS,
    'models/models.yml': MODELS_YML,
    'tests/orders_are_not_negative.sql': SINGULAR_TEST,
    '.gitignore': GITIGNORE,
    'README.md': readme(name),
  };
}

const projectFile = (name: string) => `# What is in this folder, and where it is built.
name: ${name}
version: 1.0.0

# Warehouses to build in. 'quern build --target prod' builds in another one than the default.
target: dev
targets:
  dev:
    type: duckdb
    path: ${name}.duckdb
    threads: 4

# Settings of models by folder. A model's own config() comes first.
models:
  ${name}:
    +materialized: table
    staging:
      +materialized: view
`;

const RAW_CUSTOMERS = `id,name,country
1,Ada,GB
2,Grace,US
3,Edsger,NL
4,Barbara,US
`;

const RAW_ORDERS = `id,customer_id,ordered_on,amount_cents,status
1,1,2024-01-03,1250,completed
2,2,2024-01-05,4300,completed
3,1,2024-01-09,800,returned
4,3,2024-02-01,2600,completed
5,2,2024-02-14,990,completed
6,1,2024-03-02,7400,placed
`;

const STG_ORDERS = `-- Orders with readable names and amounts in whole currency.
select
    id as order_id,
    customer_id,
    ordered_on,
    amount_cents / 100.0 as amount,
    status
from {{ ref('raw_orders') }}
`;

const CUSTOMERS = `-- One row a customer, with what they have ordered.
with orders as (
    select
        customer_id,
        count(*) as order_count,
        sum(amount) as total_amount,
        max(ordered_on) as last_ordered_on
    from {{ ref('stg_orders') }}
    where status != 'returned'
    group by customer_id
)

select
    customers.id as customer_id,
    customers.name,
    customers.country,
    coalesce(orders.order_count, 0) as order_count,
    coalesce(orders.total_amount, 0) as total_amount,
    orders.last_ordered_on
from {{ ref('raw_customers') }} as customers
left join orders on orders.customer_id = customers.id
`;

const MODELS_YML = `# What must be true of the models. 'quern test' checks it; 'quern build' checks each model once it is built.
models:
  - name: stg_orders
    description: Orders, one row each.
    columns:
      - name: order_id
        data_tests: [unique, not_null]
      - name: status
        data_tests:
          - accepted_values:
              arguments:
                values: [placed, completed, returned]

  - name: customers
    description: Customers with what they have ordered.
    columns:
      - name: customer_id
        description: Number of the customer.
        data_tests: [unique, not_null]
`;

const SINGULAR_TEST = `-- A test of your own: it passes when this query finds nothing.
select order_id, amount
from {{ ref('stg_orders') }}
where amount < 0
`;

const GITIGNORE = `target/
logs/
*.duckdb
*.duckdb.wal
.env
`;

const readme = (name: string) => `# ${name}

    quern build                      load seeds, build models, test them
    quern show --select customers    look at a result
    quern compile --select customers see the SQL that is run

| folder | what is in it |
|---|---|
| \`seeds/\` | CSV files that become tables |
| \`models/\` | each SQL file a view or a table; YAML says what must be true of them |
| \`tests/\` | queries that must find nothing |
| \`project.yml\` | name, warehouses, settings |
`;
