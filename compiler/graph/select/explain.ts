import { type Evaluator, selectorNames } from './evaluate.js';
import type { Criterion, SelectExpression } from './expression.js';
import type { SelectableNode } from './node.js';
import { parseSelector } from './parse-yaml.js';

/**
 * Why an expression selects a node, in words: the criterion that it matches, or how it hangs together with what does. For one
 * that combines others, the reasons of all that count.
 */
export class Explainer {
  readonly #selected = new Map<SelectExpression, ReadonlySet<string>>();
  readonly #matches = new Map<Criterion, ReadonlySet<string>>();
  readonly #selectors = new Map<string, SelectExpression>();

  constructor(private readonly evaluator: Evaluator) {}

  explain(expression: SelectExpression, id: string): string[] {
    switch (expression.kind) {
      case 'all':
        return ['nothing else is asked for'];
      case 'criterion':
        return this.#criterion(expression, id);
      case 'difference':
        return this.#parts(expression.include, [expression.include], id);
      case 'union': {
        const part = expression.parts.find((one) => this.#select(one).has(id));
        return this.#parts(expression, part ? [part] : [], id);
      }
      default:
        return this.#parts(expression, expression.parts, id);
    }
  }

  /** A test that no part selects came along with all that it tests. */
  #parts(whole: SelectExpression, parts: readonly SelectExpression[], id: string): string[] {
    const selecting = parts.filter((part) => this.#select(part).has(id));
    if (selecting.length > 0) return selecting.flatMap((part) => this.explain(part, id));
    const selected = this.#select(whole);
    return [this.#asTest('', id, (parent) => selected.has(parent))];
  }

  #criterion(criterion: Criterion, id: string): string[] {
    const { raw } = criterion;
    if (criterion.method === 'selector') {
      for (const name of selectorNames(criterion.value, this.evaluator.options.selectors)) {
        const own = this.#selector(name);
        if (this.#select(own).has(id)) return this.explain(own, id).map((why) => `${raw}: ${why}`);
      }
    }
    const matches = once(this.#matches, criterion, () => new Set(this.evaluator.matching(criterion)));
    if (matches.has(id)) return [`${raw}: ${this.#match(criterion, id)}`];
    const way = this.#way(criterion, matches, id);
    return [
      way ? `${raw}: ${way}` : this.#asTest(`${raw}: `, id, (parent) => this.evaluator.reach(criterion).has(parent)),
    ];
  }

  #select(expression: SelectExpression): ReadonlySet<string> {
    return once(this.#selected, expression, () => this.evaluator.select(expression).direct);
  }

  #selector(name: string): SelectExpression {
    return once(this.#selectors, name, () => parseSelector(name, this.evaluator.options.selectors));
  }

  #match({ method, value, methodArguments }: Criterion, id: string): string {
    const previous = this.evaluator.options.previous?.();
    if (method === 'result') return `it ended with '${value}'`;
    if (method === 'source_status') return 'it has newer data than at the earlier check';
    const comparison = method === 'state' ? previous?.comparison : undefined;
    if (!comparison) return 'it matches';
    if (comparison.isNew(id)) return 'it is new';
    const [, part] = [value, ...methodArguments].join('.').split('modified.');
    const changes = comparison.changes(id, part as Parameters<typeof comparison.changes>[1]);
    if (changes.length === 0) return 'it is as it was';
    return changes
      .map((change) => (change.part === 'other' ? change.detail : `${change.part}: ${change.detail}`))
      .join('; ');
  }

  /** How a node hangs together with one that matches. */
  #way(criterion: Criterion, matches: ReadonlySet<string>, id: string): string | undefined {
    const { dag } = this.evaluator;
    const up = (at: string) => dag.parents(at);
    const down = (at: string) => dag.children(at);
    if (criterion.parents !== null) {
      const path = shortest(id, down, matches, criterion.parents);
      if (path) return `upstream of ${this.#names(path)}`;
    }
    if (criterion.children !== null || criterion.childrensParents) {
      const path = shortest(id, up, matches, criterion.children ?? Number.POSITIVE_INFINITY);
      if (path) return `downstream of ${this.#names(path)}`;
    }
    if (!criterion.childrensParents) return undefined;
    const below = dag.descendants(matches);
    const path = shortest(id, down, new Set([...below, ...matches]), Number.POSITIVE_INFINITY);
    if (!path) return undefined;
    return `needed by ${this.#names(path)}${matches.has(path.at(-1)!) ? '' : ', which is downstream of what matches'}`;
  }

  #asTest(prefix: string, id: string, isSelected: (id: string) => boolean): string {
    const tested = this.evaluator.dag.parents(id).filter(isSelected);
    return `${prefix}it tests ${tested.map((parent) => this.#name(parent)).join(', ')}`;
  }

  /** `c (c ← b ← a)` of a way from a to c. */
  #names(path: readonly string[]): string {
    const names = path.map((id) => this.#name(id)).reverse();
    return path.length > 2 ? `${names[0]} (${names.join(' – ')})` : names[0]!;
  }

  #name(id: string): string {
    const node = this.evaluator.view.get(id);
    return node ? nameOf(node) : id;
  }
}

function once<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  let value = made.get(key);
  if (value === undefined) made.set(key, (value = make()));
  return value;
}

function nameOf({ resourceType, sourceName, name, version }: SelectableNode): string {
  if (resourceType === 'source') return `source ${sourceName}.${name}`;
  return resourceType === 'model' && version !== undefined && version !== null ? `${name}.v${version}` : name;
}

/** The shortest way from a node to one of the wanted, both included. */
function shortest(
  from: string,
  next: (id: string) => readonly string[],
  wanted: ReadonlySet<string>,
  most: number,
): readonly string[] | undefined {
  const before = new Map<string, string | null>([[from, null]]);
  let frontier = [from];
  for (let step = 0; step < most && frontier.length > 0; step++) {
    const following: string[] = [];
    for (const id of frontier) {
      for (const neighbour of next(id)) {
        if (before.has(neighbour)) continue;
        before.set(neighbour, id);
        if (wanted.has(neighbour)) return pathTo(neighbour, before);
        following.push(neighbour);
      }
    }
    frontier = following;
  }
  return undefined;
}

function pathTo(end: string, before: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = [];
  for (let at: string | null = end; at !== null; at = before.get(at) ?? null) path.unshift(at);
  return path;
}
