import { type DiagnosticSink, QuernError } from '../../base/diagnostics.js';
import type { Dag } from '../dag.js';
import { nothingMatches, selectorCycle, unknownSelector } from './diagnostics.js';
import type { Criterion, IndirectSelection, SelectExpression } from './expression.js';
import { fnmatch } from './fnmatch.js';
import type { MethodContext } from './methods.js';
import { predicateOf } from './methods.js';
import type { PreviousState, SelectableNode, SelectionView } from './node.js';
import { parseSelector, type Selectors } from './parse-yaml.js';
import { nearestCriterion } from './suggest.js';

export interface EvaluateOptions {
  readonly indirectSelection: IndirectSelection;
  readonly selectors: Selectors;
  readonly diagnostics: DiagnosticSink;
  readonly previous?: (() => PreviousState | undefined) | undefined;
}

/**
 * `direct` is what an expression selects. `indirect` are tests that touch it but also need something else: with the cautious
 * modes they come in once a surrounding expression selects that too.
 */
export interface Selected {
  readonly direct: ReadonlySet<string>;
  readonly indirect: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** The ids that an expression selects, with dbt 1.12's semantics; tests of selected nodes included as asked. */
export function evaluate(
  dag: Dag,
  view: SelectionView,
  expression: SelectExpression,
  options: EvaluateOptions,
): ReadonlySet<string> {
  return new Evaluator(dag, view, options).select(expression).direct;
}

/** Evaluates expressions, and tells of their parts. */
export class Evaluator {
  readonly #nodes: readonly SelectableNode[];
  readonly #context: MethodContext;
  /** Selectors that are being evaluated, each in the one before it. */
  readonly #within: string[] = [];

  constructor(
    readonly dag: Dag,
    readonly view: SelectionView,
    readonly options: EvaluateOptions,
  ) {
    this.#nodes = dag.ids
      .map((id) => view.get(id))
      .filter((node) => node !== undefined && !isNoMember(node)) as SelectableNode[];
    this.#context = { projectName: view.projectName, nodes: () => this.#nodes, previous: options.previous };
  }

  select(expression: SelectExpression): Selected {
    if (expression.kind === 'all') return { direct: new Set(this.#nodes.map((node) => node.uniqueId)), indirect: NONE };
    if (expression.kind === 'criterion') return this.criterion(expression);
    const parts = expression.kind === 'difference' ? [expression.include, expression.exclude] : expression.parts;
    const selected = parts.map((part) => this.select(part));
    const combine = COMBINE[expression.kind];
    const direct = combine(selected.map((part) => part.direct));
    const indirect = combine(
      selected.map((part) => (part.indirect.size === 0 ? part.direct : union([part.direct, part.indirect]))),
    );
    const all = this.addTests(direct, indirect);
    if (all.size === 0 && expression.kind === 'intersection' && expression.raw !== undefined)
      this.warn(expression.raw, expression.parts);
    return { direct: all, indirect };
  }

  criterion(criterion: Criterion): Selected {
    const mode = criterion.indirectSelection ?? this.options.indirectSelection;
    const selected = this.reach(criterion);
    // A selector has brought its own tests, and may have left some out.
    const isWhole = mode === 'empty' || criterion.method === 'selector';
    return isWhole ? { direct: selected, indirect: NONE } : this.expand(selected, mode);
  }

  /** What matches and what hangs together with it, as the operators say; without tests that come along. */
  reach(criterion: Criterion): Set<string> {
    const selected = new Set(this.matching(criterion));
    const start = [...selected];
    const add = (ids: Iterable<string>) => {
      for (const id of ids) if (!isNoMember(this.view.get(id))) selected.add(id);
    };
    if (criterion.childrensParents) {
      const below = this.dag.descendants(start);
      for (const id of start) below.add(id);
      add(below);
      add(this.dag.ancestors(below));
    }
    if (criterion.parents !== null) add(this.dag.ancestors(start, criterion.parents));
    if (criterion.children !== null) add(this.dag.descendants(start, criterion.children));
    return selected;
  }

  matching(criterion: Criterion): Iterable<string> {
    const { method, value } = criterion;
    if (method === 'selector') return this.named(value);
    const matches = predicateOf({ ...criterion, method }, this.#context);
    return this.#nodes.filter(matches).map((node) => node.uniqueId);
  }

  /** What the selectors of a name select, or of names that match it. */
  named(pattern: string): ReadonlySet<string> {
    const names = selectorNames(pattern, this.options.selectors);
    const sets = names.map((name) => {
      const before = this.#within.indexOf(name);
      if (before >= 0) throw new QuernError(selectorCycle({ path: [...this.#within.slice(before), name] }));
      this.#within.push(name);
      const { direct } = this.select(parseSelector(name, this.options.selectors));
      this.#within.pop();
      return direct;
    });
    return union(sets);
  }

  /** Adds tests of what is selected; those that need more than that only in eager mode. */
  expand(selected: Set<string>, mode: IndirectSelection): Selected {
    const direct = new Set(selected);
    const indirect = new Set<string>();
    const reachable = mode === 'buildable' ? this.withParents(selected) : selected;
    for (const id of selected) {
      for (const child of this.dag.children(id)) {
        if (direct.has(child) || !isTest(this.view.get(child))) continue;
        if (mode === 'eager' || this.needsOnly(child, reachable)) direct.add(child);
        else indirect.add(child);
      }
    }
    return { direct, indirect };
  }

  /** Tests that were left out of parts and whose parents are all selected now. */
  addTests(direct: ReadonlySet<string>, indirect: ReadonlySet<string>): ReadonlySet<string> {
    const mode = this.options.indirectSelection;
    if (mode !== 'cautious' && mode !== 'buildable') return direct;
    const left = [...indirect].filter((id) => !direct.has(id) && isTest(this.view.get(id)));
    if (left.length === 0) return direct;
    const reachable = mode === 'buildable' ? this.withParents(direct) : direct;
    return union([direct, new Set(left.filter((id) => this.needsOnly(id, reachable)))]);
  }

  withParents(selected: ReadonlySet<string>): ReadonlySet<string> {
    const sources = this.#nodes.filter((node) => node.resourceType === 'source').map((node) => node.uniqueId);
    return union([selected, this.dag.ancestors(selected), new Set(sources)]);
  }

  needsOnly(id: string, available: ReadonlySet<string>): boolean {
    return (this.view.get(id)?.dependsOn?.nodes ?? []).every((parent) => available.has(parent));
  }

  warn(raw: string, parts: readonly SelectExpression[]): void {
    const only = parts.length === 1 && parts[0]!.kind === 'criterion' ? parts[0]! : undefined;
    const near = only && nearestCriterion(only, this.#nodes);
    this.options.diagnostics.report(nothingMatches({ raw, ...(near === undefined ? {} : { near }) }));
  }
}

/** Names of selectors that match a pattern. Throws a QuernError if there is none. */
export function selectorNames(pattern: string, selectors: Selectors): string[] {
  const names = Object.keys(selectors);
  const matching = names.filter(fnmatch(pattern)).sort();
  if (matching.length === 0) throw new QuernError(unknownSelector({ name: pattern, names }));
  return matching;
}

const COMBINE = {
  union,
  intersection: (sets: readonly ReadonlySet<string>[]) => {
    const [first = NONE, ...rest] = sets;
    return rest.length === 0 ? first : new Set([...first].filter((id) => rest.every((set) => set.has(id))));
  },
  difference: ([include = NONE, exclude = NONE]: readonly ReadonlySet<string>[]) =>
    exclude.size === 0 ? include : new Set([...include].filter((id) => !exclude.has(id))),
};

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  if (sets.length === 1) return sets[0]!;
  const all = new Set<string>();
  for (const set of sets) for (const id of set) all.add(id);
  return all;
}

function isTest(node: SelectableNode | undefined): boolean {
  return node?.resourceType === 'test' || node?.resourceType === 'unit_test';
}

/** A blank SQL file is not run, listed or selected, nor is a test that refers to what is not there: linking disables it. */
function isNoMember(node: SelectableNode | undefined): boolean {
  if ((node?.enabled ?? node?.config.enabled) === false) return true;
  return node?.resourceType === 'model' && node.rawCode !== undefined && node.rawCode.trim() === '';
}
