import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import type { Manifest, ModelNode } from '../../manifest/types.js';
import type { ParseEnvironment } from '../../parse/environment.js';
import { timeSpineColumn, timeSpineMissing } from '../diagnostics.js';
import { LEGACY_TIME_SPINE, type TimeSpine } from '../semantic-manifest.js';
import { GRANULARITIES, type Granularity } from '../shapes.js';
import type { CheckedTimeSpine } from './context.js';

/**
 * The time spines of a project. Tells of columns that their models do not have, and, where there are semantic models, of a project without a
 * time spine of days.
 */
export function timeSpinesOf(env: ParseEnvironment, manifest: Manifest): CheckedTimeSpine[] {
  const found: CheckedTimeSpine[] = [];
  for (const node of manifest.nodes.values()) {
    if (node.resourceType !== 'model' || node.timeSpine === null) continue;
    const spine = timeSpineOf(env, node);
    if (spine) found.push(spine);
  }
  return found;
}

export function needsTimeSpine(env: ParseEnvironment, manifest: Manifest, spines: readonly CheckedTimeSpine[]): void {
  const [first] = manifest.semanticModels.values();
  if (!first || env.failed.size > 0) return;
  const day = GRANULARITIES.indexOf('day');
  if (spines.some(({ granularity }) => GRANULARITIES.indexOf(granularity) <= day)) return;
  for (const node of manifest.nodes.values())
    if (node.resourceType === 'model' && node.name === LEGACY_TIME_SPINE) return;
  env.sink.report(timeSpineMissing({}, first.span));
}

function timeSpineOf(env: ParseEnvironment, node: ModelNode): CheckedTimeSpine | undefined {
  const { standard_granularity_column: column, custom_granularities: custom } = node.timeSpine as unknown as TimeSpine;
  const entry = env.properties.of('models').find((e) => e.name === node.name && e.packageName === node.packageName);
  const names = Object.keys(node.columns);
  const place = (...path: (string | number)[]): Span | undefined => entry?.spanOf(['time_spine', ...path]);
  const tell = (message: string, span: Span | undefined, near?: string): void =>
    env.sink.report(timeSpineColumn({ model: node.name, message, near }, span));
  const granularity = node.columns[column]?.granularity ?? null;
  if (!names.includes(column)) {
    tell(`the model has no column '${column}'`, place('standard_granularity_column'), closest(String(column), names));
    return undefined;
  }
  const known = GRANULARITIES.find((one) => one === granularity);
  if (!known) {
    const message = granularity === null ? 'needs a granularity' : `has '${granularity}', which is no granularity`;
    tell(
      `its column '${column}' ${message}`,
      place('standard_granularity_column'),
      closest(granularity ?? '', GRANULARITIES),
    );
    return undefined;
  }
  custom.forEach(({ name, column_name: other }, at) => {
    const wanted = other ?? name;
    if (!names.includes(wanted))
      tell(`the model has no column '${wanted}'`, place('custom_granularities', at), closest(wanted, names));
  });
  return {
    model: node.name,
    relation: node.relationName ?? node.alias,
    granularity: known as Granularity,
    custom: custom.map(({ name }) => name),
    span: place(),
  };
}
