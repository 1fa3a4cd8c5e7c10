import type { DiagnosticSink } from '../../base/diagnostics.js';
import { QuernError } from '../../base/diagnostics.js';
import type { Json, JsonObject } from '../../base/json.js';
import type { Span } from '../../base/source.js';
import {
  conflictingOperators,
  ignoredBesideExclude,
  invalidDefinition,
  unknownMethod,
  unknownSelector,
} from './diagnostics.js';
import type { Criterion, IndirectSelection, SelectExpression } from './expression.js';
import { isMethodName, METHOD_KEYS } from './expression.js';
import { parseCriterion } from './parse.js';

const INDIRECT: readonly string[] = ['eager', 'cautious', 'buildable', 'empty'];

/** Entries of selectors.yml by name: `{name, definition, default?, description?}`. */
export type Selectors = Readonly<Record<string, JsonObject>>;

type Path = readonly (string | number)[];

/** Whom to tell of a definition. */
interface Reading {
  readonly sink?: DiagnosticSink;
  readonly spanOf?: (path: Path, what?: 'key' | 'value') => Span | undefined;
  /** dbt takes no notice of them. */
  readonly onUnknownKey?: (key: string, path: Path) => void;
}

/** The expression of a selector of selectors.yml. Throws a QuernError for what is wrong in its definition. */
export function parseSelector(name: string, selectors: Selectors): SelectExpression {
  const entry = Object.hasOwn(selectors, name) ? selectors[name] : undefined;
  if (!entry) throw new QuernError(unknownSelector({ name, names: Object.keys(selectors) }));
  return parseDefinition(name, entry.definition ?? null, {});
}

/** The same of a definition. */
export function parseDefinition(name: string, definition: Json, reading: Reading): SelectExpression {
  return new DefinitionParser(name, reading).parse(definition, []);
}

/** The selector that applies where neither --select nor --exclude nor --selector is given. */
export function defaultSelector(selectors: Selectors): string | undefined {
  return Object.keys(selectors).find((name) => selectors[name]!.default === true);
}

class DefinitionParser {
  constructor(
    readonly selector: string,
    readonly reading: Reading,
  ) {}

  /** What is thrown has the place of the innermost definition that is wrong. */
  parse(definition: Json, path: Path): SelectExpression {
    try {
      return this.read(definition, path);
    } catch (error) {
      const span = error instanceof QuernError ? this.reading.spanOf?.(path) : undefined;
      if (!span) throw error;
      throw new QuernError((error as QuernError).diagnostics.map((one) => (one.span ? one : { ...one, span })));
    }
  }

  read(definition: Json, path: Path): SelectExpression {
    if (typeof definition === 'string') return parseCriterion(definition);
    if (!isObject(definition)) throw this.wrong(`expected a text or a mapping, found ${JSON.stringify(definition)}`);
    if ('union' in definition) return this.group('union', definition, path);
    if ('intersection' in definition) return this.group('intersection', definition, path);
    if ('method' in definition) return this.method(definition, path);
    const keys = Object.keys(definition);
    if (keys.length === 1) return this.criterion({ method: keys[0]!, value: definition[keys[0]!]! });
    throw this.wrong(`expected 'union', 'intersection', 'method' and 'value', or one 'method: value' pair`);
  }

  group(kind: 'union' | 'intersection', definition: JsonObject, path: Path): SelectExpression {
    const list = definition[kind];
    if (Object.keys(definition).length > 1) throw this.wrong(`nothing else can stand beside '${kind}'`);
    if (!Array.isArray(list)) throw this.wrong(`'${kind}' must be a list`);
    const items = (list as readonly Json[]).map((item, at) => ({ item, path: [...path, kind, at] }));
    const excluding = items.flatMap(({ item, path }) => (hasExclude(item) ? [{ item, path }] : []));
    if (excluding.length > 1) throw this.wrong(`'${kind}' can have one 'exclude' only: it takes a list`);
    for (const { item, path } of excluding) {
      if (Object.keys(item).length > 1)
        this.reading.sink?.report(ignoredBesideExclude({ selector: this.selector, kind }, this.reading.spanOf?.(path)));
    }
    const parts = items.filter(({ item }) => !hasExclude(item)).map(({ item, path }) => this.parse(item, path));
    return this.without({ kind, parts }, excluding[0]);
  }

  method(definition: JsonObject, path: Path): SelectExpression {
    for (const key of Object.keys(definition)) if (!METHOD_KEYS.includes(key)) this.reading.onUnknownKey?.(key, path);
    if (definition.value === undefined) throw this.wrong(`'method' needs a 'value'`);
    const criterion = this.criterion(definition);
    return this.without(criterion, 'exclude' in definition ? { item: definition, path } : undefined);
  }

  /** What `exclude` lists is taken away from the rest. */
  without(
    include: SelectExpression,
    excluding: { readonly item: JsonObject; readonly path: Path } | undefined,
  ): SelectExpression {
    if (!excluding) return include;
    const list = excluding.item.exclude;
    if (!Array.isArray(list)) throw this.wrong(`'exclude' must be a list`);
    const parts = (list as readonly Json[]).map((entry, at) => this.parse(entry, [...excluding.path, 'exclude', at]));
    return { kind: 'difference', include, exclude: { kind: 'union', parts } };
  }

  criterion(definition: JsonObject): Criterion {
    const raw = `${definition.method}:${definition.value}`;
    const [method = '', ...methodArguments] = String(definition.method).split('.');
    if (!isMethodName(method)) throw new QuernError(unknownMethod({ raw, method }));
    const indirect = definition.indirect_selection;
    if (indirect !== undefined && !INDIRECT.includes(String(indirect)))
      throw this.wrong(`'indirect_selection' must be one of ${INDIRECT.join(', ')}, not '${indirect}'`);
    const childrensParents = isTrue(definition.childrens_parents);
    if (childrensParents && isTrue(definition.children))
      throw new QuernError(conflictingOperators({ raw: `@${raw}+` }));
    return {
      kind: 'criterion',
      method,
      methodArguments,
      value: String(definition.value),
      parents: isTrue(definition.parents) ? this.depth(definition, 'parents_depth') : null,
      children: isTrue(definition.children) ? this.depth(definition, 'children_depth') : null,
      childrensParents,
      ...(indirect === undefined ? {} : { indirectSelection: indirect as IndirectSelection }),
      raw,
    };
  }

  depth(definition: JsonObject, key: string): number {
    const given = definition[key];
    if (given === undefined || given === null) return Number.POSITIVE_INFINITY;
    const depth = Number(given);
    if (!Number.isInteger(depth) || depth < 0) throw this.wrong(`'${key}' must be a whole number, not '${given}'`);
    return depth;
  }

  wrong(problem: string): QuernError {
    return new QuernError(invalidDefinition({ selector: this.selector, problem }));
  }
}

/** As Python sees it: a text is true, unless it is empty. */
function isTrue(value: Json | undefined): boolean {
  return value === true || (typeof value === 'string' && value !== '') || (typeof value === 'number' && value !== 0);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An entry of a list with `exclude` is taken away from the whole list, whatever else it says: so does dbt. */
function hasExclude(item: Json): item is JsonObject {
  return isObject(item) && 'exclude' in item;
}
