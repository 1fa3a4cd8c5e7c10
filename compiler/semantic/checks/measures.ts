import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import type { Aggregation, AggregationParams, NonAdditiveDimension } from '../shapes.js';
import { type Checked, type CheckedModel, elementSpan, fail, quoted } from './context.js';
import { timeDimensions } from './models.js';

/** Measures: each in one semantic model, with a time to aggregate by and parameters that fit how it aggregates. */
export function checkMeasures(checked: Checked): void {
  const owners = new Map<string, string>();
  for (const model of checked.models) {
    const times = timeDimensions(model);
    for (const measure of model.body.measures) {
      const { name } = measure;
      const span = elementSpan(model, 'measure', name);
      const of = `${model.draft.label}: measure '${name}'`;
      const owner = owners.get(name);
      if (owner && owner !== model.draft.label) fail(checked, `${of} is one of ${owner.toLowerCase()} already`, span);
      owners.set(name, owner ?? model.draft.label);
      const time = measure.agg_time_dimension ?? model.body.defaults?.agg_time_dimension ?? null;
      if (time === null)
        fail(checked, `${of} has no agg_time_dimension, and its semantic model has no default one`, span);
      else if (!times.includes(time)) {
        const near = closest(time, times);
        // That of the defaults is told once.
        if (measure.agg_time_dimension !== null)
          fail(checked, `${of}: the agg_time_dimension '${time}' is none of the model's time dimensions`, span, near);
      } else if (measure.non_additive_dimension)
        checkNonAdditive(checked, of, model, time, measure.non_additive_dimension, span);
      checkPercentile(checked, of, measure.agg, measure.agg_params, span);
      checkCount(checked, of, measure.agg, measure.expr, span);
    }
  }
}

function checkNonAdditive(
  checked: Checked,
  of: string,
  { body }: CheckedModel,
  time: string,
  additive: NonAdditiveDimension,
  span: Span,
): void {
  const tell = (message: string, near?: string): void =>
    fail(checked, `${of}: non_additive_dimension '${additive.name}' ${message}`, span, near);
  const dimension = body.dimensions.find(({ name }) => name === additive.name);
  const aggregated = body.dimensions.find(({ name }) => name === time);
  if (!dimension) {
    const names = body.dimensions.map(({ name }) => name);
    tell('is no dimension of the semantic model', closest(additive.name, names));
  } else if (dimension.type !== 'time') tell('is no time dimension');
  else if (
    dimension.type_params &&
    aggregated?.type_params &&
    dimension.type_params.time_granularity !== aggregated.type_params.time_granularity
  )
    tell(
      `has granularity ${dimension.type_params.time_granularity}, and the agg_time_dimension '${time}' has ${aggregated.type_params.time_granularity}`,
    );
  if (additive.window_choice !== 'min' && additive.window_choice !== 'max')
    tell(`has window_choice ${additive.window_choice}: it can be min or max`);
  const entities = body.entities.map(({ name }) => name);
  const unknown = additive.window_groupings.filter((name) => !entities.includes(name));
  if (unknown.length > 0)
    tell(
      `has window_groupings that are no entities of the semantic model (${quoted(unknown)})`,
      closest(unknown[0]!, entities),
    );
}

function checkPercentile(
  checked: Checked,
  of: string,
  agg: Aggregation,
  params: AggregationParams | null,
  span: Span,
): void {
  const percentile = params?.percentile ?? null;
  const given = Object.entries(params ?? {})
    .filter(([, value]) => Boolean(value))
    .map(([key]) => key);
  if (agg === 'percentile') {
    if (percentile === null) fail(checked, `${of} needs agg_params: {percentile: …}`, span);
    else if (percentile <= 0 || percentile >= 1)
      fail(
        checked,
        `${of}: percentile ${percentile} is not between 0 and 1 (0.95 is the 95th; 0 is min, 1 is max)`,
        span,
      );
  } else if (agg === 'median') {
    if ((percentile !== null && percentile !== 0.5) || params?.use_discrete_percentile)
      fail(checked, `${of} is a median, which does not go with agg_params (${given.join(', ')})`, span);
  } else if (given.length > 0)
    fail(checked, `${of} is no percentile, which agg_params are for (${given.join(', ')})`, span);
}

function checkCount(checked: Checked, of: string, agg: Aggregation, expr: string | null, span: Span): void {
  if (agg !== 'count') return;
  if (expr === null) fail(checked, `${of} is a count, which needs an expr: 1 counts all rows`, span);
  else if (/^distinct /i.test(expr))
    fail(checked, `${of} counts with a DISTINCT in its expr: use agg: count_distinct`, span);
}
