import type { Criterion } from '../expression.js';
import type { SelectableNode } from '../node.js';

/** What dbt does not look at, though it has a configuration. */
const UNCONFIGURED: ReadonlySet<string> = new Set([
  'exposure',
  'unit_test',
  'semantic_model',
  'metric',
  'saved_query',
  'function',
]);

const LITERALS: Readonly<Record<string, unknown>> = { true: true, false: false };

/**
 * `config.key[.nested]:value` compares with the effective configuration: texts as they are, `true` and `false` (in any case)
 * with booleans; a list by its members, a mapping by its keys. Numbers and null match nothing, exposures, unit tests and the like never, as in dbt.
 */
export function configPredicate({ methodArguments, value }: Criterion): (node: SelectableNode) => boolean {
  const literal = LITERALS[value.toLowerCase()];
  const ignoreCase = methodArguments.length === 1 && methodArguments[0] === 'severity';
  const equals = (item: unknown): boolean => {
    if (typeof item === 'string') return ignoreCase ? item.toLowerCase() === value.toLowerCase() : item === value;
    return literal !== undefined && item === literal;
  };
  return (node) => {
    if (UNCONFIGURED.has(node.resourceType)) return false;
    let found: unknown = node.config;
    for (const key of methodArguments) {
      if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return false;
      found = (found as Record<string, unknown>)[key];
    }
    if (Array.isArray(found)) return found.some(equals);
    return equals(found);
  };
}
