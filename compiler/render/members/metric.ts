import { closest } from '../../base/suggest.js';
import { HostObject, hostFunction, toValue, type Value } from '../../jinja/values/index.js';
import type { SemanticNode } from '../../manifest/semantic.js';
import type { RunScope } from '../run-scope.js';
import { nameCall } from './calls.js';
import { missing } from './references.js';

const MADE_OF_METRICS: readonly unknown[] = ['derived', 'ratio'];

/** `metric([package,] name)`: prints as the metric's name, has what the manifest says of it, and tells of which metrics it is made. */
export function runtimeMetric({ linked, label, node, services }: RunScope): Value {
  return hostFunction('metric', (args) => {
    const names = nameCall('metric', args);
    const name = names.at(-1)!;
    const inPackage = names.length === 2 ? names[0] : undefined;
    const { metrics } = linked.manifest;
    const packages = inPackage === undefined ? [services.config.root.name, node.packageName] : [inPackage];
    const found =
      packages.map((packageName) => metrics.get(`metric.${packageName}.${name}`)).find((metric) => metric) ??
      (inPackage === undefined ? [...metrics.values()].find((metric) => metric.name === name) : undefined);
    if (found) return metricValue(found, metrics);
    const near = closest(
      name,
      [...metrics.values()].map((metric) => metric.name),
    );
    throw missing(`${label} depends on a metric named '${name}' which was not found`, near);
  });
}

function metricValue(metric: SemanticNode, metrics: ReadonlyMap<string, SemanticNode>): Value {
  const fields: Record<string, Value | (() => Value)> = {
    metric_name: metric.name,
    package_name: metric.packageName,
  };
  for (const key of Object.keys(metric.dict)) fields[key] ??= () => toValue(metric.dict[key]);
  const names = (wanted: (one: SemanticNode) => boolean): Value =>
    hostFunction('metric', () => [...new Set(ancestry(metric, metrics).filter(wanted))].map((one) => one.name));
  const derived = (one: SemanticNode): boolean => MADE_OF_METRICS.includes(one.dict.type);
  fields.full_metric_dependency = () => names(() => true);
  fields.base_metric_dependency = () => names((one) => !derived(one));
  fields.derived_metric_dependency = () => names(derived);
  fields.derived_metric_dependency_depth = () =>
    hostFunction('metric', () => toValue(depths(metric, metrics, 1, derived)));
  return new HostObject('ResolvedMetricReference', fields, { text: () => metric.name });
}

/** The metric and all that it is made of. */
function ancestry(metric: SemanticNode, metrics: ReadonlyMap<string, SemanticNode>): SemanticNode[] {
  return [metric, ...inputs(metric, metrics).flatMap((input) => ancestry(input, metrics))];
}

function depths(
  metric: SemanticNode,
  metrics: ReadonlyMap<string, SemanticNode>,
  depth: number,
  derived: (one: SemanticNode) => boolean,
): Record<string, number>[] {
  if (!derived(metric)) return [];
  return [
    { [metric.name]: depth },
    ...inputs(metric, metrics).flatMap((input) => depths(input, metrics, depth + 1, derived)),
  ];
}

function inputs({ dependsOn }: SemanticNode, metrics: ReadonlyMap<string, SemanticNode>): SemanticNode[] {
  return dependsOn.nodes.flatMap((id) => metrics.get(id) ?? []);
}
