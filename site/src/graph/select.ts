import type { Project, Resource } from '../data/project.js';

/** Kinds that the graph shows. */
export const GRAPH_TYPES: ReadonlySet<string> = new Set([
  'model',
  'source',
  'seed',
  'snapshot',
  'exposure',
  'metric',
  'semantic_model',
  'saved_query',
  'function',
  'analysis',
]);

export interface Selected {
  readonly ids: ReadonlySet<string>;
  /** Words that fit nothing. */
  readonly unknown: readonly string[];
}

/**
 * Evaluates selection syntax as the command line has it: names, `*`, `+model+`, `2+model+1`, `@model`, `tag:`, `source:`, `path:`,
 * `package:`, `resource_type:`, `group:`, `config.…:`, `exposure:`; spaces unite, commas intersect. Nothing selects everything.
 */
export function select(project: Project, expression: string, exclude = ''): Selected {
  const all = [...project.resources.values()].filter((r) => GRAPH_TYPES.has(r.type) && r.isShown);
  const scope = new Set(all.map((r) => r.id));
  const unknown: string[] = [];
  const union = (text: string): Set<string> => {
    const ids = new Set<string>();
    for (const part of text.split(/\s+/).filter(Boolean)) {
      const found = part
        .split(',')
        .filter(Boolean)
        .map((atom) => atomIds(project, all, scope, atom));
      const common = [...(found[0] ?? [])].filter((id) => found.every((others) => others.has(id)));
      if (common.length === 0) unknown.push(part);
      for (const id of common) ids.add(id);
    }
    return ids;
  };
  const ids = expression.trim() === '' ? new Set(scope) : union(expression);
  for (const id of exclude.trim() === '' ? [] : union(exclude)) ids.delete(id);
  return { ids, unknown };
}

interface Atom {
  readonly at: boolean;
  readonly up: number;
  readonly down: number;
  readonly method: string;
  readonly value: string;
}

export function parseAtom(text: string): Atom {
  const [, at = '', up, middle = '', down] = /^(@)?(?:(\d*\+))?(.*?)(\+\d*)?$/.exec(text) ?? [];
  const depth = (mark: string | undefined): number =>
    mark === undefined ? 0 : mark === '+' ? Number.POSITIVE_INFINITY : Number(mark.replace('+', ''));
  const colon = middle.indexOf(':');
  const [method, value] = colon < 0 ? ['fqn', middle] : [middle.slice(0, colon), middle.slice(colon + 1)];
  return { at: at !== '', up: depth(up), down: depth(down), method, value };
}

function atomIds(project: Project, all: readonly Resource[], scope: ReadonlySet<string>, text: string): Set<string> {
  const { at, up, down, method, value } = parseAtom(text);
  const start = wanted(all, method, value).map((resource) => resource.id);
  const ids = new Set(start);
  const add = (more: Iterable<string>): void => {
    for (const id of more) if (scope.has(id)) ids.add(id);
  };
  if (at) {
    add(reach(start, project.childrenOf, Number.POSITIVE_INFINITY));
    add(reach([...ids], project.parentsOf, Number.POSITIVE_INFINITY));
  }
  if (up > 0) add(reach(start, project.parentsOf, up));
  if (down > 0) add(reach(start, project.childrenOf, down));
  return ids;
}

/** Metrics and the like often have the name of a model, which is meant then. */
function wanted(all: readonly Resource[], method: string, value: string): readonly Resource[] {
  const found = all.filter((resource) => fits(resource, method, value));
  const relations = method === 'fqn' ? found.filter(({ type }) => !NAMED_ALIKE.has(type)) : [];
  return relations.length > 0 ? relations : found;
}

const NAMED_ALIKE: ReadonlySet<string> = new Set(['exposure', 'metric', 'semantic_model', 'saved_query']);

/** What can be reached within some steps. */
export function reach(from: readonly string[], next: (id: string) => readonly Resource[], depth: number): Set<string> {
  const seen = new Set(from);
  let level: readonly string[] = from;
  for (let step = 0; step < depth && level.length > 0; step++) {
    const found = level.flatMap((id) => next(id).map((resource) => resource.id)).filter((id) => !seen.has(id));
    for (const id of found) seen.add(id);
    level = [...new Set(found)];
  }
  return seen;
}

function fits(resource: Resource, method: string, value: string): boolean {
  const { node, type, label } = resource;
  const matches = wildcard(value);
  switch (method) {
    case 'fqn':
      // A source has often the name of a model, which is meant then.
      return matches(label) || (type !== 'source' && matches(node.name)) || inFqn(node.fqn ?? [], value, matches);
    case 'tag':
      return resource.tags.some(matches);
    case 'source': {
      const full = `${resource.packageName}.${label}`;
      return type === 'source' && (matches(node.source_name ?? '') || matches(label) || matches(full));
    }
    case 'exposure':
    case 'metric':
    case 'semantic_model':
    case 'saved_query':
      return type === method && matches(node.name);
    case 'path':
      return matches(resource.path) || resource.path.startsWith(value.endsWith('/') ? value : `${value}/`);
    case 'file':
      return (
        matches(resource.path.split('/').at(-1)!) ||
        matches(
          resource.path
            .split('/')
            .at(-1)!
            .replace(/\.\w+$/, ''),
        )
      );
    case 'package':
      return matches(resource.packageName);
    case 'resource_type':
      return matches(type);
    case 'group':
      return matches(String(node.group ?? node.config?.group ?? ''));
    case 'access':
      return matches(String(node.access ?? node.config?.access ?? ''));
    default:
      return method.startsWith('config.') && matches(String(inside(node.config, method.slice(7)) ?? ''));
  }
}

/** `folder`, `folder.model`, `package.folder.*`. */
function inFqn(fqn: readonly string[], value: string, matches: (text: string) => boolean): boolean {
  const full = fqn.join('.');
  const own = fqn.slice(1).join('.');
  return matches(full) || matches(own) || full.startsWith(`${value}.`) || own.startsWith(`${value}.`);
}

function inside(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], value);
}

function wildcard(pattern: string): (text: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (text) => text === pattern;
  const source = pattern
    .replace(/[.+^${}()|\\[\]]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const regex = new RegExp(`^${source}$`);
  return (text) => regex.test(text);
}
