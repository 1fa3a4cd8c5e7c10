import type { QuotePolicy } from '../../adapters/types.js';
import { type CallArguments, TemplateError, truthy, type Value } from '../../jinja/values/index.js';
import { argument, entriesOf, textOrNull } from './arguments.js';
import { isPart, type RelationPath, type RelationState, type RelationTraits } from './relation-state.js';

/** `api.Relation.Table` and its like. */
export const RELATION_CONSTANTS: readonly (readonly [string, string])[] = [
  ['Table', 'table'],
  ['View', 'view'],
  ['CTE', 'cte'],
  ['External', 'external'],
  ['MaterializedView', 'materialized_view'],
  ['PointerTable', 'pointer_table'],
  ['Function', 'function'],
];

const TYPES: ReadonlySet<string> = new Set([
  ...RELATION_CONSTANTS.map(([, type]) => type),
  'ephemeral',
  'dynamic_table',
  'interactive_table',
]);

/** A relation with its class's defaults. */
export function relationState(
  traits: RelationTraits,
  path: RelationPath,
  options: Partial<Omit<RelationState, 'traits' | 'path'>> = {},
): RelationState {
  return {
    traits,
    path,
    type: null,
    quotePolicy: traits.quotePolicy,
    includePolicy: traits.includePolicy,
    created: false,
    limit: null,
    eventTime: null,
    requireAlias: traits.requireAlias,
    catalog: null,
    external: null,
    fields: {},
    ...options,
  };
}

/** `Relation.create(database, schema, identifier, type, …)`; names that mean nothing to it are ignored, as in dbt. */
export function createRelation(
  traits: RelationTraits,
  args: CallArguments,
  quoting: QuotePolicy = traits.quotePolicy,
): RelationState {
  const type = textOrNull(argument(args, 3, 'type'));
  if (type !== null && !TYPES.has(type)) {
    throw new TemplateError('CompilationError', `'${type}' is no type of relation; known: ${[...TYPES].join(', ')}`);
  }
  const limit = args.named.get('limit');
  const requireAlias = args.named.get('require_alias');
  const path = {
    database: textOrNull(argument(args, 0, 'database')),
    schema: textOrNull(argument(args, 1, 'schema')),
    identifier: textOrNull(argument(args, 2, 'identifier')),
  };
  return relationState(traits, path, {
    type,
    quotePolicy: overPolicy(quoting, args.named.get('quote_policy')),
    includePolicy: overPolicy(traits.includePolicy, args.named.get('include_policy')),
    external: textOrNull(args.named.get('external')),
    catalog: textOrNull(args.named.get('catalog')),
    fields: fieldsOf(traits, args.named),
    created: truthy(args.named.get('dbt_created') ?? false),
    limit: typeof limit === 'number' ? limit : null,
    ...(requireAlias === undefined || requireAlias === null ? {} : { requireAlias: truthy(requireAlias) }),
  });
}

/** The adapter's own fields among named arguments. */
export function fieldsOf(
  traits: RelationTraits,
  named: ReadonlyMap<string, Value>,
  before: RelationState['fields'] = {},
): RelationState['fields'] {
  const given = (traits.fields ?? []).filter((name) => named.has(name));
  if (given.length === 0) return before;
  return { ...before, ...Object.fromEntries(given.map((name) => [name, textOrNull(named.get(name))])) };
}

function overPolicy(base: QuotePolicy, change: Value | undefined): QuotePolicy {
  const out = { ...base };
  for (const [key, value] of entriesOf(change)) if (isPart(key) && value !== null) out[key] = truthy(value);
  return out;
}
