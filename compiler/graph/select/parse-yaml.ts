import type { DiagnosticSink } from '../../base/diagnostics.js';
import { QuernError } from '../../base/diagnostics.js';
import type { Json, JsonObject } from '../../base/json.js';
import {
  ignoredBesideExclude,
  invalidDefinition,
  selectorCycle,
  unknownMethod,
  unknownSelector,
} from './diagnostics.js';
import type { Criterion, IndirectSelection, SelectExpression } from './expression.js';
import { isMethodName } from './expression.js';
import { parseCriterion } from './parse.js';

const INDIRECT: readonly string[] = ['eager', 'cautious', 'buildable', 'empty'];
const KEYS = ['method', 'value', 'children', 'parents', 'children_depth', 'parents_depth', 'childrens_parents'];
const ALLOWED = [...KEYS, 'exclude', 'indirect_selection'];

/** Entries of selectors.yml by name: `{name, definition, default?, description?}`. */
export type Selectors = Readonly<Record<string, JsonObject>>;

/** The expression of a selector of selectors.yml. Throws a QuernError for what is wrong in its definition. */
export function parseSelector(
  name: string,
  selectors: Selectors,
  diagnostics: DiagnosticSink,
  within: readonly string[] = [],
): SelectExpression {
  const entry = Object.hasOwn(selectors, name) ? selectors[name] : undefined;
  if (!entry) throw new QuernError(unknownSelector({ name, names: Object.keys(selectors) }));
  if (within.includes(name))
    throw new QuernError(selectorCycle({ path: [...within.slice(within.indexOf(name)), name] }));
  return new DefinitionParser(name, selectors, diagnostics, [...within, name]).parse(entry.definition ?? null);
}

/** The selector that applies where neither --select nor --exclude nor --selector is given. */
export function defaultSelector(selectors: Selectors): string | undefined {
  return Object.keys(selectors).find((name) => selectors[name]!.default === true);
}

class DefinitionParser {
  constructor(
    readonly selector: string,
    readonly selectors: Selectors,
    readonly diagnostics: DiagnosticSink,
    readonly within: readonly string[],
  ) {}

  parse(definition: Json): SelectExpression {
    if (typeof definition === 'string') return parseCriterion(definition);
    if (!isObject(definition)) throw this.wrong(`expected a text or a mapping, found ${JSON.stringify(definition)}`);
    if ('union' in definition) return this.group('union', definition);
    if ('intersection' in definition) return this.group('intersection', definition);
    if ('method' in definition) return this.method(definition);
    const keys = Object.keys(definition);
    if (keys.length === 1) return this.criterion({ method: keys[0]!, value: definition[keys[0]!]! });
    throw this.wrong(`expected 'union', 'intersection', 'method' and 'value', or one 'method: value' pair`);
  }

  group(kind: 'union' | 'intersection', definition: JsonObject): SelectExpression {
    const list = definition[kind];
    if (Object.keys(definition).length > 1) throw this.wrong(`nothing else can stand beside '${kind}'`);
    if (!Array.isArray(list)) throw this.wrong(`'${kind}' must be a list`);
    const excluding = (list as readonly Json[]).filter(hasExclude);
    for (const item of excluding) {
      if (Object.keys(item).length > 1)
        this.diagnostics.report(ignoredBesideExclude({ selector: this.selector, kind }));
    }
    const parts = (list as readonly Json[]).filter((item) => !hasExclude(item)).map((item) => this.parse(item));
    return this.without({ kind, parts }, excluding);
  }

  method(definition: JsonObject): SelectExpression {
    for (const key of Object.keys(definition)) {
      if (!ALLOWED.includes(key)) throw this.wrong(`unknown key '${key}' (allowed are ${ALLOWED.join(', ')})`);
    }
    if (definition.value === undefined) throw this.wrong(`'method' needs a 'value'`);
    const plain = !ALLOWED.some((key) => key !== 'method' && key !== 'value' && key !== 'exclude' && key in definition);
    const included =
      definition.method === 'selector' && plain
        ? parseSelector(String(definition.value), this.selectors, this.diagnostics, this.within)
        : this.criterion(definition);
    return this.without(included, 'exclude' in definition ? [definition] : []);
  }

  /** `exclude` lists unite, and are taken away from the rest. */
  without(include: SelectExpression, excluding: readonly JsonObject[]): SelectExpression {
    if (excluding.length === 0) return include;
    const parts = excluding.flatMap((item) => {
      const list = item.exclude;
      if (!Array.isArray(list)) throw this.wrong(`'exclude' must be a list`);
      return (list as readonly Json[]).map((entry) => this.parse(entry));
    });
    return { kind: 'difference', include, exclude: { kind: 'union', parts } };
  }

  criterion(definition: JsonObject): Criterion {
    const raw = `${definition.method}:${definition.value}`;
    const [method = '', ...methodArguments] = String(definition.method).split('.');
    if (!isMethodName(method)) throw new QuernError(unknownMethod({ raw, method }));
    const indirect = definition.indirect_selection;
    if (indirect !== undefined && !INDIRECT.includes(String(indirect)))
      throw this.wrong(`'indirect_selection' must be one of ${INDIRECT.join(', ')}, not '${indirect}'`);
    return {
      kind: 'criterion',
      method,
      methodArguments,
      value: String(definition.value),
      parents: definition.parents === true ? this.depth(definition, 'parents_depth') : null,
      children: definition.children === true ? this.depth(definition, 'children_depth') : null,
      childrensParents: definition.childrens_parents === true,
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

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An entry of a list with `exclude` is taken away from the whole list, whatever else it says: so does dbt. */
function hasExclude(item: Json): item is JsonObject {
  return isObject(item) && 'exclude' in item;
}
