import { QuernError } from '../../base/diagnostics.js';
import { SUITE_TAG } from '../../manifest/suites.js';
import { invalidValue } from './diagnostics.js';
import type { Criterion, MethodName } from './expression.js';
import { fnmatch } from './fnmatch.js';
import { configPredicate } from './methods/config.js';
import { fqnPredicate } from './methods/fqn.js';
import { resultPredicate, sourceStatusPredicate, statePredicate } from './methods/previous.js';
import { versionPredicate } from './methods/version.js';
import type { PreviousState, SelectableNode } from './node.js';
import { pathMatcher } from './paths.js';

export type Predicate = (node: SelectableNode) => boolean;

/** What a method may look at besides the node itself. */
export interface MethodContext {
  readonly projectName: string;
  /** All nodes, for methods that relate them. */
  readonly nodes: () => Iterable<SelectableNode>;
  readonly previous?: (() => PreviousState | undefined) | undefined;
}

type Method = (criterion: Criterion, context: MethodContext) => Predicate;

const RESOURCE_TYPES = [
  'model',
  'seed',
  'snapshot',
  'analysis',
  'test',
  'source',
  'exposure',
  'unit_test',
  'metric',
  'semantic_model',
  'saved_query',
  'function',
  'operation',
];

/** Of what has a group, dbt selects these by no group. */
const UNGROUPED: ReadonlySet<string> = new Set(['semantic_model', 'saved_query']);

const METHODS: Readonly<Record<Exclude<MethodName, 'selector'>, Method>> = {
  fqn: (criterion) => fqnPredicate(criterion.value),
  tag: ({ value }) => {
    const matches = fnmatch(value);
    return (node) => node.tags.some(matches);
  },
  group: ({ value }) => {
    const matches = fnmatch(value);
    return (node) =>
      !UNGROUPED.has(node.resourceType) && typeof groupOf(node) === 'string' && matches(groupOf(node) as string);
  },
  access:
    ({ value }) =>
    (node) =>
      node.resourceType === 'model' && node.access === value,
  source: (criterion) => {
    const parts = criterion.value.split('.');
    if (parts.length > 3) throw invalid(criterion, ['source', 'source.table', 'package.source.table']);
    const inPackage = fnmatch(parts.length === 3 ? parts[0]! : '*');
    const inSource = fnmatch(parts.length === 3 ? parts[1]! : parts[0]!);
    const isTable = fnmatch(parts.length === 1 ? '*' : parts.at(-1)!);
    return (node) =>
      node.resourceType === 'source' &&
      inPackage(node.packageName) &&
      inSource(node.sourceName ?? '') &&
      isTable(node.name);
  },
  path: ({ value }, { projectName, nodes }) => {
    const isRoot = (node: SelectableNode) => node.packageName === projectName;
    const matches = pathMatcher(value, () => [...nodes()].filter(isRoot));
    return (node) => matches(node, isRoot(node));
  },
  file: ({ value }) => {
    const matches = fnmatch(value);
    return (node) => {
      const file = basename(node.originalFilePath);
      return matches(file) || matches(stem(file));
    };
  },
  package: ({ value }, { projectName }) => {
    const matches = fnmatch(value === 'this' ? projectName : value);
    return (node) => matches(node.packageName);
  },
  config: configPredicate,
  test_name: ({ value }) => {
    const matches = fnmatch(value);
    return (node) =>
      node.resourceType === 'unit_test'
        ? matches(node.name)
        : node.testMetadata != null && matches(node.testMetadata.name);
  },
  test_type: (criterion) => {
    const { value } = criterion;
    const isTest = (node: SelectableNode) => node.resourceType === 'test';
    if (value === 'generic' || value === 'schema') return (node) => isTest(node) && node.testMetadata != null;
    if (value === 'singular') return (node) => isTest(node) && node.testMetadata == null;
    if (value === 'data') return isTest;
    if (value === 'unit') return (node) => node.resourceType === 'unit_test';
    throw invalid(criterion, ['data', 'generic', 'singular', 'unit']);
  },
  resource_type: (criterion) => {
    if (!RESOURCE_TYPES.includes(criterion.value)) throw invalid(criterion, RESOURCE_TYPES);
    return (node) => node.resourceType === criterion.value;
  },
  version: versionPredicate,
  exposure: named('exposure'),
  unit_test: named('unit_test'),
  metric: named('metric'),
  semantic_model: named('semantic_model'),
  saved_query: named('saved_query'),
  suite: ({ value }) => {
    const matches = fnmatch(`${SUITE_TAG}${value}`);
    return (node) => node.resourceType === 'test' && node.tags.some(matches);
  },
  state: statePredicate,
  result: resultPredicate,
  source_status: sourceStatusPredicate,
};

/** The test of one criterion, graph operators apart. Throws a QuernError for a value that the method can't take. */
export function predicateOf(
  criterion: Criterion & { method: keyof typeof METHODS },
  context: MethodContext,
): Predicate {
  return METHODS[criterion.method](criterion, context);
}

/** `name` or `package.name` of one kind of resource. */
function named(resourceType: string): Method {
  return (criterion) => {
    const parts = criterion.value.split('.');
    if (parts.length > 2) throw invalid(criterion, ['name', 'package.name']);
    const inPackage = fnmatch(parts.length === 2 ? parts[0]! : '*');
    const isNamed = fnmatch(parts.at(-1)!);
    return (node) => node.resourceType === resourceType && inPackage(node.packageName) && isNamed(node.name);
  };
}

function invalid(criterion: Criterion, allowed: readonly string[]): QuernError {
  return new QuernError(invalidValue({ raw: criterion.raw, value: criterion.value, allowed }));
}

function groupOf(node: SelectableNode): unknown {
  return node.config.group ?? node.group;
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function stem(file: string): string {
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}
