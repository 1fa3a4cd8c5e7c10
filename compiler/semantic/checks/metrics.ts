import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import { GRANULARITIES, type InputMeasure, type Measure, type TimeWindow } from '../shapes.js';
import { type Checked, type CheckedMetric, fail, warn } from './context.js';
import { checkConversion } from './conversion.js';
import { checkName } from './names.js';

export function checkMetrics(checked: Checked): void {
  const measures = new Map<string, Measure>();
  for (const { body } of checked.models) for (const measure of body.measures) measures.set(measure.name, measure);
  checkAliases(checked, new Set(measures.keys()));
  for (const metric of checked.metrics) {
    const { type } = metric.body;
    if (type === 'cumulative') checkCumulative(checked, metric);
    else if (type === 'derived') checkDerived(checked, metric);
    else if (type === 'conversion') checkConversion(checked, metric, measures);
    else if (type === 'simple') checkSimple(checked, metric, measures);
    checkOffsets(checked, metric);
  }
}

function checkSimple(checked: Checked, { body, draft }: CheckedMetric, measures: ReadonlyMap<string, Measure>): void {
  const { measure, expr } = body.type_params;
  const found = measure && measures.get(measure.name);
  if (found && expr !== null && expr !== found.expr && expr !== found.name)
    warn(
      checked,
      `${draft.label} has an expr of its own, which does not count: that of its measure does`,
      draft.spanOf(['type_params', 'expr']),
    );
}

function checkCumulative(checked: Checked, { body, draft }: CheckedMetric): void {
  const { type_params: params } = body;
  const own = params.cumulative_type_params;
  const place = (key: string): Span =>
    draft.spanOf(params.measure ? ['type_params', 'cumulative_type_params', key] : [key]);
  if (params.measure && own?.metric)
    warn(
      checked,
      `${draft.label} has a measure and a metric as its input: the measure does not count`,
      draft.spanOf(['name']),
    );
  if (params.window && own?.window && JSON.stringify(params.window) !== JSON.stringify(own.window))
    fail(
      checked,
      `${draft.label} has two different windows: remove that of type_params`,
      draft.spanOf(['type_params', 'window']),
    );
  const window = own?.window ?? params.window;
  const grain = own?.grain_to_date ?? params.grain_to_date;
  if (grain && !isStandard(grain))
    fail(
      checked,
      `${draft.label}: '${grain}' is no granularity for grain_to_date (${GRANULARITIES.join(', ')})`,
      place('grain_to_date'),
      closest(grain, GRANULARITIES),
    );
  if (grain && window)
    fail(checked, `${draft.label} has a window and a grain_to_date: it can have one of them`, place('window'));
  if (window) checkWindow(checked, draft.label, window, place('window'), false);
}

/** The granularity of a window; custom ones only where they are understood. */
export function checkWindow(
  checked: Checked,
  of: string,
  { granularity }: TimeWindow,
  span: Span,
  custom: boolean,
): void {
  const singular = granularity.replace(/s$/, '');
  if (isStandard(granularity) || isStandard(singular)) return;
  const known = checked.custom.includes(granularity) || checked.custom.includes(singular);
  if (known && custom) return;
  const why = known ? 'is a custom granularity, which a window here cannot have' : 'is no granularity';
  fail(
    checked,
    `${of}: '${granularity}' ${why}`,
    span,
    closest(singular, [...GRANULARITIES, ...(custom ? checked.custom : [])]),
  );
}

function isStandard(granularity: string): boolean {
  return (GRANULARITIES as readonly string[]).includes(granularity);
}

function checkDerived(checked: Checked, { body, draft }: CheckedMetric): void {
  const { metrics, expr } = body.type_params;
  if (metrics.length === 0) fail(checked, `${draft.label} is derived from no metrics`, draft.spanOf(['name']));
  const names = new Set(metrics.map((metric) => metric.name));
  for (const { name, alias } of metrics) {
    if (alias === null) continue;
    checkName(checked, `${draft.label}: alias '${alias}'`, alias, draft.spanOf(['type_params', 'metrics']));
    if (names.has(alias))
      fail(
        checked,
        `${draft.label}: alias '${alias}' of '${name}' is the name of another input`,
        draft.spanOf(['type_params', 'metrics']),
      );
  }
  if (!expr) {
    warn(checked, `${draft.label} has no expr: write one of its input metrics`, draft.spanOf(['name']));
    return;
  }
  for (const metric of metrics) {
    const name = metric.alias ?? metric.name;
    if (!expr.includes(name))
      warn(
        checked,
        `${draft.label}: input metric '${name}' is not used in its expr '${expr}'`,
        draft.spanOf(['type_params', 'expr']),
      );
  }
}

function checkOffsets(checked: Checked, { body, draft }: CheckedMetric): void {
  const list = body.type_params.is_private === null ? ['type_params', 'metrics'] : ['input_metrics'];
  for (const [index, metric] of body.type_params.metrics.entries()) {
    const { name, offset_window: window, offset_to_grain: grain } = metric;
    const at = draft.spanOf([...list, index]);
    if (window) checkWindow(checked, `${draft.label}: input metric '${name}'`, window, at, true);
    if (grain && !isStandard(grain.toLowerCase()))
      fail(
        checked,
        `${draft.label}: '${grain}' is no granularity for offset_to_grain`,
        at,
        closest(grain, GRANULARITIES),
      );
    if (window && grain)
      fail(checked, `${draft.label}: input metric '${name}' has an offset_window and an offset_to_grain`, at);
  }
}

/** A measure that a metric has twice with different filters needs aliases; an alias means one thing. */
function checkAliases(checked: Checked, measures: ReadonlySet<string>): void {
  const taken = new Map<string, string>();
  for (const { body, draft } of checked.metrics) {
    const inputs = body.type_params.input_measures;
    const span = draft.spanOf(['name']);
    for (const name of new Set(inputs.map((input) => input.name))) {
      const same = inputs.filter((input) => input.name === name);
      if (same.length > 1 && same.some(isFilteredWithoutAlias))
        fail(
          checked,
          `${draft.label} reads measure '${name}' with different filters: give each of them an alias`,
          span,
        );
    }
    for (const { name, alias } of inputs) {
      if (alias === null) continue;
      checkName(checked, `${draft.label}: alias '${alias}'`, alias, span);
      if (measures.has(alias))
        fail(checked, `${draft.label}: alias '${alias}' of '${name}' is the name of a measure`, span);
      const other = taken.get(alias);
      if (other)
        fail(checked, `${draft.label}: alias '${alias}' of '${name}' is one of ${other.toLowerCase()} already`, span);
      taken.set(alias, other ?? draft.label);
    }
  }
}

function isFilteredWithoutAlias({ filter, alias }: InputMeasure): boolean {
  return filter !== null && alias === null;
}
