import { expect, it } from 'vitest';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { SourceFile } from '../../../compiler/base/source.js';
import { parseYaml } from '../../../compiler/base/yaml/index.js';
import { type MonitorEntry, readMonitors } from '../../../compiler/monitor/read.js';

const subject = (name: string) => [name, { id: `model.shop.${name}`, name }] as const;
const subjects = {
  nodes: new Map([subject('orders'), subject('customers')]),
  sources: new Map([['raw.sales', { id: 'source.shop.raw.sales', name: 'raw.sales' }]]),
  select: (selection: readonly string[]) =>
    selection[0] === 'tag:none' ? [] : [{ id: 'model.shop.orders', name: 'orders' }],
};

function read(...lines: readonly string[]) {
  const document = parseYaml(new SourceFile('m.yml', lines.map((line) => `- {${line}}\n`).join('')));
  const entries = (document.value as Record<string, unknown>[]).map(
    (value, index): MonitorEntry => ({
      value,
      spanOf: (key, what) => document.spanOf(key === undefined ? [index] : [index, key], what),
    }),
  );
  const sink = new DiagnosticList();
  const monitors = readMonitors(entries, subjects, sink);
  const said = sink.all.map(
    ({ code, message, hint, span }) =>
      `${code} ${span?.file.text.slice(span.start, span.end)}: ${message}${hint ? ` | ${hint}` : ''}`,
  );
  return { monitors, said };
}

it('fills in defaults', () => {
  const { monitors, said } = read(
    'name: a, type: row_count, model: orders, max_change: 20 %',
    'name: b, type: duration, max: 30 minutes',
    'name: c, type: anomaly, source: raw.sales, metric: sum(x), seasonality: weekday',
    'name: d, type: freshness, source: raw.sales, max_age: 24h, severity: warn',
    'name: e, type: row_count, models: [orders, customers], max_increase: 0.5, compare_with: median',
    'name: f, type: row_count, model: orders, max_change: 1, enabled: false',
  );
  expect(said).toEqual([]);
  expect(monitors).toMatchObject([
    {
      severity: 'error',
      bounds: { maxIncrease: 0.2, maxDecrease: 0.2 },
      comparison: { with: 'previous', minHistory: 1 },
    },
    { subjects: [{ id: 'run' }], bounds: { max: 1800 } },
    { method: 'mad', sensitivity: 3, minHistory: 4, window: 30, subjects: [{ name: 'raw.sales' }] },
    { warnAfter: 86_400, severity: 'warn' },
    {
      bounds: { maxIncrease: 0.5 },
      comparison: { with: 'median', window: 7 },
      subjects: [{ name: 'orders' }, { name: 'customers' }],
    },
  ]);
});

it.each([
  [
    'name: a, type: rowcount, model: orders, max: 1',
    "MON001 rowcount: Monitor 'a' is of type 'rowcount', which there is not | Did you mean 'row_count'?",
  ],
  [
    'name: a, type: row_count, model: order, max: 1',
    "MON002 order: Monitor 'a' watches model 'order', which does not exist | Did you mean 'orders'?",
  ],
  [
    'name: a, type: row_count, source: raw.sale, max: 1',
    "MON002 raw.sale: Monitor 'a' watches source 'raw.sale', which does not exist | Did you mean 'raw.sales'?",
  ],
  [
    'name: a, type: row_count, max: 1',
    "MON001 a: Monitor 'a' says not what it watches | Add model: NAME, source: SOURCE.TABLE, or select: tag:NAME",
  ],
  [
    'name: a, type: row_count, model: orders',
    "MON001 row_count: Monitor 'a' has no bound | Add max_change: 20%, min or max",
  ],
  [
    'name: a, type: row_count, model: orders, max_change: lots',
    "MON001 lots: Monitor 'a' has 'lots' for 'max_change', which is no share | Write 20%, or 0.2",
  ],
  [
    'name: a, type: row_count, model: orders, max_change: 20',
    "MON001 20: Monitor 'a' has 20 for 'max_change', which means 2000 % | Write 20%, or 20.0 if that is meant",
  ],
  ['name: a, type: row_count, model: orders, min: 3, max: 2', "MON001 3: Monitor 'a' has a 'min' above its 'max'"],
  [
    'name: a, type: duration, max: soon',
    "MON001 soon: Monitor 'a' has 'soon' for 'max', which is no span of time | Write 30 minutes, 24 hours, 90 seconds",
  ],
  [
    'name: a, type: freshness, source: raw.sales',
    "MON001 freshness: Monitor 'a' has no bound | Add max_age: 24 hours, or warn_after and error_after",
  ],
  [
    'name: a, type: anomaly, model: orders',
    "MON001 anomaly: Monitor 'a' has no 'metric' | Add metric: an SQL expression, such as sum(amount)",
  ],
  [
    'name: a, type: anomaly, model: orders, metric: x, method: zscor',
    "MON001 zscor: Monitor 'a' has 'zscor' for 'method' | Did you mean 'zscore'?",
  ],
  [
    'name: a, type: anomaly, model: orders, metric: x, min_history: 9, window: 5',
    "MON001 5: Monitor 'a' looks at 5 earlier runs and needs 9 | Make 'window' larger, or 'min_history' smaller",
  ],
  [
    'name: a, type: schema_change, model: orders, allow: [adde]',
    "MON001 [adde]: Monitor 'a' allows 'adde' | Did you mean 'added'?",
  ],
  [
    'name: a, type: row_count, model: orders, max: 5, metric: x',
    "MON004 metric: 'metric' has no effect on monitor 'a': it is of type row_count",
  ],
  [
    'name: a, type: row_count, select: tag:none, max: 5',
    "MON005 tag:none: Monitor 'a' watches nothing: 'tag:none' selects no model, seed, snapshot or source",
  ],
])('complains of {%s}', (line, said) => {
  expect(read(line).said).toEqual([said]);
});

it('has no two of one name', () => {
  const { monitors, said } = read('name: a, type: duration, max: 1', 'name: a, type: duration, max: 2');
  expect(monitors).toHaveLength(1);
  expect(said).toEqual(["MON003 a: Two monitors are called 'a' | History is kept by name: each needs its own"]);
});
