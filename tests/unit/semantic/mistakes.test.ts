import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../compiler/base/diagnostics.js';
import { parseFolder } from '../parse/parse-folder.js';

const FIXTURE = join(import.meta.dirname, '../../fixtures/semantics');
const work = mkdtempSync(join(tmpdir(), 'quern-semantics-'));
afterAll(() => rmSync(work, { recursive: true }));

const O = 'models/metrics/orders.yml';
const C = 'models/marts/core/core.yml';

/** Name; dbt's exit code (2: it refuses the project), but for metrics in a circle, which it follows for ever or not at all; file; what is replaced by what. */
const MISTAKES: readonly (readonly [name: string, code: 0 | 2, file: string, from: string, to: string])[] = [
  ['unknown key metric', 2, O, '    label: Orders\n', '    label: Orders\n    lable: x\n'],
  [
    'unknown key type_params',
    2,
    O,
    '      measure: order_count\n    meta',
    '      measure: order_count\n      mesure: x\n    meta',
  ],
  ['unknown key measure', 2, O, '        expr: 1\n', '        expr: 1\n        exprr: 1\n'],
  ['unknown key sm', 2, O, '    label: All orders\n', '    label: All orders\n    lable: x\n'],
  ['unknown key sq', 2, O, '    label: Weekly\n', '    label: Weekly\n    lable: x\n'],
  ['unknown key query_params', 2, O, '      limit: 10\n', '      limit: 10\n      limt: 3\n'],
  ['bad agg', 2, O, 'agg: count_distinct', 'agg: count_distinkt'],
  ['bad metric type', 2, O, 'type: ratio', 'type: rato'],
  ['upper agg', 0, O, 'agg: count_distinct', 'agg: COUNT_DISTINCT'],
  ['no label', 0, O, '    label: Orders\n', ''],
  ['missing measure', 2, O, '      measure: order_count\n    meta', '      measure: order_cound\n    meta'],
  ['missing metric', 2, O, 'denominator: orders_all', 'denominator: order_all'],
  ['missing model', 2, O, "model: ref('orders')", "model: ref('order')"],
  ['disabled model', 2, O, "model: ref('orders')", "model: ref('old_things')"],
  ['model no ref', 2, O, "model: ref('orders')", 'model: orders'],
  ['metric name spaces', 2, O, 'name: orders_all', 'name: orders all'],
  ['metric name upper', 2, O, '- name: nested', '- name: Nested'],
  ['metric dunder', 2, O, '- name: nested', '- name: nes__ted'],
  ['metric named day', 2, O, '- name: nested', '- name: day'],
  ['metric_time', 2, O, '- name: nested', '- name: metric_time'],
  ['keyword dim', 2, O, '- name: size\n', '- name: select\n'],
  ['dup measure', 2, O, '      - name: order_ids', '      - name: order_count'],
  ['dup metric', 2, O, '  - name: nested', '  - name: conv'],
  ['dup label', 2, O, '    label: Share', '    label: Large'],
  ['bad window', 2, O, 'window: 2 weeks', 'window: weeks'],
  ['bad window grain', 2, O, 'window: 2 weeks', 'window: 2 wekks'],
  ['window and grain', 2, O, '        window: 2 weeks', '        window: 2 weeks\n        grain_to_date: month'],
  ['custom window', 2, O, 'window: 2 weeks', 'window: 2 fiscal_month'],
  ['bad grain_to_date', 2, O, '        grain_to_date: month', '        grain_to_date: mont'],
  [
    'old window',
    0,
    O,
    '      measure: order_total\n  - name: cum_mtd',
    '      measure: order_total\n      window: 3 days\n  - name: cum_mtd',
  ],
  [
    'agg time dim missing',
    2,
    O,
    '      agg_time_dimension: ordered_at\n    config',
    '      agg_time_dimension: order_at\n    config',
  ],
  ['no agg time dim', 2, O, '    defaults:\n      agg_time_dimension: ordered_at\n', ''],
  [
    'bad nonadditive',
    2,
    O,
    '          name: ordered_at\n          window_choice',
    '          name: size\n          window_choice',
  ],
  ['bad window_choice', 2, O, 'window_choice: max', 'window_choice: sum'],
  ['bad groupings', 2, O, '[customer]\n  - name: cust', '[custmer]\n  - name: cust'],
  ['percentile 2', 2, O, 'percentile: 0.99', 'percentile: 2'],
  ['no percentile', 2, O, '        agg_params: {percentile: 0.99, use_discrete_percentile: true}\n', ''],
  [
    'primary twice',
    2,
    O,
    '        type: foreign\n        expr: customer_id\n        role',
    '        type: primary\n        expr: customer_id\n        role',
  ],
  ['no primary', 2, O, '        type: primary\n        description', '        type: foreign\n        description'],
  ['validity one', 2, O, ', validity_params: {is_end: true}', ''],
  ['natural', 2, O, 'type: natural', 'type: foreign'],
  [
    'filter dim',
    2,
    O,
    '{{ Dimension(\'order_id__is_food\') }}"\n      - "{{ Time',
    '{{ Dimension(\'is_food\') }}"\n      - "{{ Time',
  ],
  [
    'filter func',
    2,
    O,
    '{{ Dimension(\'order_id__is_food\') }}"\n      - "{{ Time',
    '{{ Dimensio(\'order_id__is_food\') }}"\n      - "{{ Time',
  ],
  [
    'filter grain',
    0,
    O,
    "{{ TimeDimension('order_id__ordered_at', 'month') }}",
    "{{ TimeDimension('order_id__ordered_at', 'monht') }}",
  ],
  [
    'filter metric',
    2,
    O,
    '{{ Dimension(\'order_id__is_food\') }}"\n      - "{{ Time',
    '{{ Metric(\'growth\') }} > 1"\n      - "{{ Time',
  ],
  [
    'filter chain',
    0,
    O,
    '{{ Dimension(\'order_id__is_food\') }}"\n      - "{{ Time',
    "{{ Dimension('order_id__ordered_at').grain('day').date_part('dow') }} = 1\"\n      - \"{{ Time",
  ],
  [
    'filter datepart',
    2,
    O,
    '{{ Dimension(\'order_id__is_food\') }}"\n      - "{{ Time',
    "{{ Dimension('order_id__ordered_at').date_part('dew') }} = 1\"\n      - \"{{ Time",
  ],
  [
    'filter desc',
    2,
    O,
    '{{ Dimension(\'order_id__is_food\') }}"\n      - "{{ Time',
    "{{ TimeDimension('order_id__ordered_at','day').descending(True) }} = 1\"\n      - \"{{ Time",
  ],
  ['sq metric', 2, O, 'metrics: [orders_all, growth]', 'metrics: [orders_all, grow]'],
  [
    'sq group',
    2,
    O,
    "- Dimension('order_id__size')\n        - Entity",
    "- Dimension('order_id__sise')\n        - Entity",
  ],
  ['sq group syntax', 2, O, "- Dimension('order_id__size')\n        - Entity", '- order_id__size\n        - Entity'],
  [
    'sq order',
    2,
    O,
    "        - Dimension('order_id__size')\n      limit",
    "        - Dimension('order_id__is_food')\n      limit",
  ],
  ['sq order metric', 2, O, "- Metric('orders_all').descending(True)", '- orders_all'],
  ['sq limit', 2, O, 'limit: 10', 'limit: -1'],
  ['sq export_as', 2, O, 'export_as: table, schema', 'export_as: tabel, schema'],
  ['sq no export_as', 2, O, '    config: {export_as: view, schema: base}\n', ''],
  ['conv entity', 2, O, '        entity: customer\n', '        entity: custmer\n'],
  ['conv agg', 2, O, 'base_measure: order_count', 'base_measure: order_total'],
  ['conv prop', 2, O, 'base_property: size', 'base_property: sise'],
  ['alias measure', 2, O, 'alias: big_orders', 'alias: order_ids'],
  ['alias dup', 0, O, 'alias: before, offset', 'alias: total, offset'],
  ['offset both', 2, O, 'offset_to_grain: month, alias', 'offset_to_grain: month, offset_window: 1 day, alias'],
  ['offset bad grain', 2, O, 'offset_to_grain: month', 'offset_to_grain: mnth'],
  ['cycle', 2, O, 'metrics: [growth, food_share]', 'metrics: [growth, nested]'],
  ['group', 2, O, 'config: {group: finance, meta: {cfg: 2}}', 'config: {group: finanze, meta: {cfg: 2}}'],
  ['kinds', 2, O, '      - name: segment', '      - name: order_id'],
  ['entity label', 0, O, '        role: buyer', '        label: Buyer\n        role: buyer'],
  ['exposure metric', 2, C, "metric('order_total')", "metric('order_totall')"],
  ['v2 no agg', 2, C, '        agg: count\n        expr: visit_id', '        expr: visit_id'],
  ['v2 no granularity', 0, C, '        granularity: hour\n        dimension:\n', '        dimension:\n'],
  ['v2 unknown', 2, C, '        hidden: true', '        hiden: true'],
  ['v2 bad key sm', 2, C, '      name: site_visits\n', '      name: site_visits\n      lable: x\n'],
  ['v2 input', 2, C, 'input_metric: visits\n', 'input_metric: visitz\n'],
  ['v2 ratio no num', 2, C, '        numerator: visits\n', ''],
  [
    'v2 top simple',
    2,
    O,
    '  - name: nested\n',
    '  - name: flat\n    type: simple\n    agg: sum\n    expr: x\n  - name: nested\n',
  ],
  [
    'v2 top derived',
    0,
    O,
    '  - name: nested\n',
    '  - name: flat\n    type: derived\n    expr: growth\n    input_metrics: [growth]\n  - name: nested\n',
  ],
  ['spine column', 2, C, 'standard_granularity_column: date_day', 'standard_granularity_column: dat_day'],
  ['spine no granularity', 2, C, '      - name: date_day\n        granularity: day', '      - name: date_day'],
  ['spine custom', 2, C, 'column_name: fiscal_month', 'column_name: fiscal_monht'],
  ['spine bad granularity', 2, C, 'granularity: day', 'granularity: dai'],
  ['custom named metric', 2, C, '- name: fiscal_quarter', '- name: growth'],
  [
    'two day spines',
    0,
    C,
    '      - name: hour_start\n        granularity: hour',
    '      - name: hour_start\n        granularity: day',
  ],
  ['v2 disabled', 2, C, '      enabled: true\n      group', '      enabled: false\n      group'],
  ['sm name space', 2, O, '  - name: customer_states\n    model', '  - name: customer states\n    model'],
  ['tags as text', 2, O, 'tags: [b, a]', 'tags: b'],
  ['expr a fraction', 2, O, '        expr: 1\n', '        expr: 1.5\n'],
  ['nulls a fraction', 2, O, '        fill_nulls_with: 0', '        fill_nulls_with: 0.5'],
  ['measure of odd name', 2, O, 'measure: order_count\n    meta', 'measure: "(a+["\n    meta'],
  ['exposure of odd metric', 2, C, "metric('order_total')", "metric('(a[')"],
  ['ephemeral model', 2, O, "model: ref('orders')", "model: ref('passing')"],
  [
    'model with versions',
    0,
    O,
    'version: 2\n',
    'version: 2\nmodels: [{name: many, semantic_model: true, versions: [{v: 1}]}]\n',
  ],
];

/** `code severity path:line:column [marked text]: message | hint` */
function shown({ code, severity, span, message, hint }: Diagnostic): string {
  const at = span?.file.locate(span.start);
  const marked = span?.file.text.slice(span.start, span.end).split('\n')[0];
  return `${code} ${severity} ${at ? `${span!.file.path}:${at.line}:${at.column} [${marked}]` : '-'}: ${message}${hint ? ` | ${hint}` : ''}`;
}

async function told(name: string, change?: (text: string) => string, file = O): Promise<readonly string[]> {
  const folder = join(work, name.replaceAll(' ', '-'));
  cpSync(FIXTURE, folder, { recursive: true });
  writeFileSync(join(folder, 'models/passing.sql'), "{{ config(materialized='ephemeral') }} select 1 as id");
  writeFileSync(join(folder, 'models/many_v1.sql'), 'select 1 as id');
  if (change) {
    const before = readFileSync(join(folder, file), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(join(folder, file), after);
  }
  return (await parseFolder(folder)).sink.all.map(shown);
}

describe('mistakes in the semantic layer', () => {
  it('are told where they are, and refuse what dbt refuses', async () => {
    const without = await told('nothing');
    expect(without.every((line) => line.includes(' warning '))).toBe(true);
    let all = '';
    const wrong: string[] = [];
    for (const [name, code, file, from, to] of MISTAKES) {
      const lines = await told(name, (text) => text.replace(from, () => to), file);
      if (lines.some((line) => line.includes(' error ')) !== (code === 2)) wrong.push(name);
      all += `${name}\n${lines
        .filter((line) => !without.includes(line))
        .map((line) => `  ${line}\n`)
        .join('')}`;
    }
    expect(wrong).toEqual([]);
    await expect(all).toMatchFileSnapshot('../../golden/semantics/mistakes.txt');
  });
});
