import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { Dag } from '../dag.js';
import type { SelectionOptions } from '../types.js';
import { evaluate } from './evaluate.js';
import type { SelectExpression } from './expression.js';
import type { PreviousState, SelectionView } from './node.js';
import { parseSelection } from './parse.js';
import { defaultSelector, parseSelector, type Selectors } from './parse-yaml.js';

export interface SelectContext {
  readonly diagnostics: DiagnosticSink;
  /** From the project's selectors.yml. */
  readonly selectors?: Selectors;
  /** What the command works on; `--resource-type` narrows it. Undefined: everything. */
  readonly commandTypes?: readonly string[];
  readonly previous?: (() => PreviousState | undefined) | undefined;
}

/** What was selected, in order of discovery. */
export interface Selection {
  readonly ids: readonly string[];
  has(id: string): boolean;
}

/** All resource types of `--resource-type default`: analyses only on request. */
export const DEFAULT_TYPES: readonly string[] = [
  'model',
  'seed',
  'snapshot',
  'test',
  'unit_test',
  'source',
  'exposure',
  'metric',
  'semantic_model',
  'saved_query',
  'function',
];

/**
 * Evaluates what the command line asks for (dbt 1.12, node selection syntax). A pattern that matches nothing is warning
 * SEL002, not an error; anything that can't be understood throws a QuernError.
 *
 * @example select(dag, view, { ...options, select: ['+orders,tag:nightly'] }, { diagnostics, commandTypes: ['model'] })
 */
export function select(dag: Dag, view: SelectionView, options: SelectionOptions, context: SelectContext): Selection {
  const selectors = context.selectors ?? {};
  const selected = evaluate(dag, view, expressionOf(options, selectors), {
    indirectSelection: options.indirectSelection,
    selectors,
    diagnostics: context.diagnostics,
    previous: context.previous,
  });
  const types = typesOf(options, context.commandTypes);
  const ids = dag.ids.filter((id) => selected.has(id) && types.has(view.get(id)!.resourceType));
  const set = new Set(ids);
  return { ids, has: (id) => set.has(id) };
}

/** What the options mean: `--selector`, else `--select` without `--exclude`, else the project's default selector, else everything. */
export function expressionOf(options: SelectionOptions, selectors: Selectors): SelectExpression {
  if (options.selector !== undefined) return parseSelector(options.selector, selectors);
  if (options.select.length === 0 && options.exclude.length === 0) {
    const name = defaultSelector(selectors);
    return name === undefined ? { kind: 'all' } : parseSelector(name, selectors);
  }
  const include: SelectExpression = options.select.length === 0 ? { kind: 'all' } : parseSelection(options.select);
  return options.exclude.length === 0
    ? include
    : { kind: 'difference', include, exclude: parseSelection(options.exclude) };
}

function typesOf(
  options: SelectionOptions,
  commandTypes: readonly string[] = [...DEFAULT_TYPES, 'analysis'],
): Set<string> {
  const asked = options.resourceTypes.flatMap((type) =>
    type === 'default' ? DEFAULT_TYPES : type === 'all' ? commandTypes : [type],
  );
  const start = options.resourceTypes.length > 0 ? commandTypes.filter((type) => asked.includes(type)) : commandTypes;
  return new Set(start.filter((type) => !options.excludeResourceTypes.includes(type)));
}
