import { closest } from '../../base/suggest.js';
import type { InputMeasure, InputMetric, Measure, MetricBody } from '../shapes.js';
import { type Checked, type CheckedMetric, type CheckedModel, fail, warn } from './context.js';
import { checkWindow } from './metrics.js';

/** What one side of a conversion counts. */
interface Side {
  readonly which: 'base' | 'conversion';
  readonly name: string;
  readonly filtered: boolean;
  readonly model: CheckedModel | undefined;
  readonly agg: string | undefined;
  readonly expr: string | null;
}

/** A conversion metric counts two things that have an entity, and constant properties, in common. */
export function checkConversion(
  checked: Checked,
  { body, draft }: CheckedMetric,
  measures: ReadonlyMap<string, Measure>,
): void {
  const params = body.type_params.conversion_type_params;
  if (!params) return;
  const span = draft.spanOf(['name']);
  const sides = [
    sideOf(checked, 'base', params.base_measure, params.base_metric, measures),
    sideOf(checked, 'conversion', params.conversion_measure, params.conversion_metric, measures),
  ].filter((side) => side !== undefined);
  const told = new Set<string>();
  for (const { which, name, filtered, model, agg, expr } of sides) {
    if (!model) {
      fail(checked, `${draft.label}: '${name}' is no simple metric, so it cannot be its ${which}_metric`, span);
      continue;
    }
    const entities = model.body.entities.map((entity) => entity.name);
    if (!entities.includes(params.entity))
      fail(
        checked,
        `${draft.label}: entity '${params.entity}' is none of the semantic model '${model.body.name}' of its ${which} input`,
        span,
        closest(params.entity, entities),
      );
    if (agg !== 'count' && agg !== 'count_distinct' && !(agg === 'sum' && expr === '1'))
      fail(
        checked,
        `${draft.label}: its ${which} input '${name}' has to be a count, a count_distinct or a sum of 1, not ${agg}`,
        span,
      );
    if (filtered && which === 'conversion')
      warn(checked, `${draft.label}: filters of the conversion input are not fully supported ('${name}')`, span);
    const known = [...entities, ...model.body.dimensions.map((dimension) => dimension.name)];
    for (const pair of params.constant_properties ?? []) {
      const property = which === 'base' ? pair.base_property : pair.conversion_property;
      if (told.has(property)) continue;
      if (!known.includes(property)) {
        told.add(property);
        fail(
          checked,
          `${draft.label}: constant property '${property}' is in no dimension or entity of semantic model '${model.body.name}'`,
          span,
          closest(property, known),
        );
      }
    }
  }
  if (params.window) checkWindow(checked, draft.label, params.window, span, false);
}

function sideOf(
  checked: Checked,
  which: Side['which'],
  measure: InputMeasure | null,
  metric: InputMetric | null,
  measures: ReadonlyMap<string, Measure>,
): Side | undefined {
  if (measure) {
    const { agg, expr = null } = measures.get(measure.name) ?? {};
    const model = checked.models.find(({ body }) => body.measures.some((one) => one.name === measure.name));
    return { which, name: measure.name, filtered: measure.filter !== null, model, agg, expr };
  }
  if (!metric) return undefined;
  const found: MetricBody | undefined = checked.metrics.find(({ body }) => body.name === metric.name)?.body;
  const params = found?.type_params.metric_aggregation_params;
  const model = checked.models.find(({ body }) => body.name === params?.semantic_model);
  const expr = found?.type_params.expr ?? null;
  return { which, name: metric.name, filtered: metric.filter !== null, model, agg: params?.agg, expr };
}
