/**
 * Times the template engine: lex + parse + first render of a 40-line model, and repeated renders of it.
 * Usage: node benchmarks/jinja.mjs [rounds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const MODEL = `{{ config(materialized='incremental', unique_key='order_id', tags=['daily']) }}

{%- set payment_methods = ['credit_card', 'coupon', 'bank_transfer', 'gift_card'] -%}

with orders as (
    select * from {{ ref('stg_orders') }}
    {% if is_incremental() %}
    where updated_at > (select max(updated_at) from {{ this }})
    {% endif %}
),

payments as (
    select * from {{ ref('stg_payments') }}
),

{# one column for each method #}
order_payments as (
    select
        order_id,
        {% for method in payment_methods -%}
        sum(case when payment_method = '{{ method }}' then amount else 0 end) as {{ method }}_amount,
        {% endfor -%}
        sum(amount) as total_amount
    from payments
    group by order_id
),

final as (
    select
        orders.order_id,
        orders.customer_id,
        orders.status | upper as status,
        {%- for method in payment_methods %}
        order_payments.{{ method }}_amount{{ ',' if not loop.last }}
        {%- endfor %}
    from orders
    left join order_payments using (order_id)
    where orders.order_date >= '{{ var("start_date", "2020-01-01") }}'
)

select * from final
`;

const folder = mkdtempSync(join(tmpdir(), 'quern-bench-'));
try {
  const outfile = join(folder, 'jinja.mjs');
  await build({
    stdin: {
      contents: `
        export { parseTemplate } from './compiler/jinja/index.ts';
        export { hostFunction, toValue } from './compiler/jinja/values/index.ts';
        export { SourceFile } from './compiler/base/source.ts';`,
      resolveDir: join(import.meta.dirname, '..'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const { parseTemplate, hostFunction, toValue, SourceFile } = await import(pathToFileURL(outfile).href);
  const values = {
    config: hostFunction('config', () => ''),
    ref: hostFunction('ref', (args) => `"db"."main"."${args.positional[0]}"`),
    var: hostFunction('var', (args) => args.positional[1]),
    is_incremental: hostFunction('is_incremental', () => true),
    this: toValue('"db"."main"."orders"'),
  };
  const context = { lookup: (name) => values[name] };
  const rounds = Number(process.argv[2] ?? 3000);
  // Each text differs, as the models of a project do.
  const files = Array.from({ length: rounds }, (_, i) => new SourceFile(`m${i}.sql`, `${MODEL}-- ${i}\n`));
  const each = (run) => {
    for (const file of files) run(file);
  };
  const micro = (run) => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / rounds;
  };
  const report = (name, time) => console.log(`${name.padEnd(38)} ${time.toFixed(1).padStart(8)} µs`);

  const cold = process.hrtime.bigint();
  parseTemplate(files[0]).render(context);
  report('very first (V8 cold)', Number(process.hrtime.bigint() - cold) / 1000);
  // Half of the rounds warm V8 up, as the first models of a project do.
  for (const file of files.slice(0, rounds / 2)) parseTemplate(file).render(context);
  report(
    'lex + parse',
    micro(() => each((file) => parseTemplate(file))),
  );
  report(
    'lex + parse + first render',
    micro(() => each((file) => parseTemplate(file).render(context))),
  );
  report(
    '… with a source map',
    micro(() => each((file) => parseTemplate(file).render(context, { sourceMap: true }))),
  );
  report(
    '… and facts',
    micro(() => each((file) => parseTemplate(file).facts())),
  );
  const template = parseTemplate(files[0]);
  report(
    'repeat render',
    micro(() => each(() => template.render(context))),
  );
  report(
    'repeat render with a source map',
    micro(() => each(() => template.render(context, { sourceMap: true }))),
  );
  const start = process.cpuUsage();
  for (let i = 0; i < rounds; i++) await template.renderAsync(context);
  const { user, system } = process.cpuUsage(start);
  report('repeat renderAsync', (user + system) / rounds);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
