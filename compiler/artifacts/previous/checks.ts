import type { StateChange, StatePart } from '../../graph/select/node.js';
import { equal, shown } from './equal.js';
import type { Dict } from './read.js';

/** What a check has to know beside the two resources. */
export interface CheckContext {
  /** `state_modified_compare_more_unrendered_values`: sources are compared by what is written, not by what it came to. */
  readonly unrendered: boolean;
  /** The configuration of an earlier node as this version would have kept it. */
  readonly reread: (old: Dict) => Dict;
}

/** Something in which a resource may differ from its earlier self. */
export interface Check {
  readonly part: StatePart | 'other';
  find(old: Dict, now: Dict, context: CheckContext): readonly string[];
}

const part = (name: Check['part'], find: Check['find']): Check => ({ part: name, find });

/** Keys of the resource itself that must be the same. */
const keys = (names: readonly string[], of: Check['part'] = 'other', standard: Dict = {}): Check =>
  part(of, (old, now) =>
    names
      .filter((key) => !equal(old[key] ?? standard[key] ?? null, now[key] ?? standard[key] ?? null))
      .map((key) => changed(key, old[key], now[key])),
  );

function changed(key: string, old: unknown, now: unknown): string {
  return `${key}: ${shown(old ?? undefined)} → ${shown(now ?? undefined)}`;
}

const fqn = keys(['fqn']);
const body = part('body', (old, now) => (equal(old.raw_code, now.raw_code) ? [] : [bodyChange(old, now)]));
const checksum = part('body', (old, now) =>
  equal(old.checksum, now.checksum) ? [] : ['the content of the file changed'],
);

/** Where a node goes is `relation`, not `configs`; tags and groups change nothing that is built. */
const NODE_IGNORES = ['alias', 'schema', 'database', 'tags', 'group'];
/** Of a test's configuration, what changes its result. */
const TEST_COUNTS = [
  'severity',
  'where',
  'limit',
  'fail_calc',
  'warn_if',
  'error_if',
  'store_failures',
  'store_failures_as',
  'sql_header',
];

const configs = (counts: (key: string) => boolean): Check =>
  part('configs', (old, now, { reread }) => {
    const after = unrendered(now);
    const differing = (before: Dict): string[] =>
      [...new Set([...Object.keys(before), ...Object.keys(after)])]
        .filter((key) => counts(key) && !(key in before && key in after && equal(before[key], after[key])))
        .map((key) => `config ${changed(key, before[key], after[key])}`);
    const found = differing(unrendered(old));
    return found.length === 0 ? found : differing(reread(old));
  });
const allConfigs = configs(() => true);
const nodeConfigs = configs((key) => !NODE_IGNORES.includes(key));
const testConfigs = configs((key) => TEST_COUNTS.includes(key));

function unrendered(node: Dict): Dict {
  return (node.unrendered_config ?? {}) as Dict;
}

const relation = part('relation', (old, now) =>
  ['database', 'schema', 'alias']
    .filter((key) => !equal(unrendered(old)[key] ?? null, unrendered(now)[key] ?? null))
    .map((key) => `config ${changed(key, unrendered(old)[key], unrendered(now)[key])}`),
);

const sourceRelation = part('relation', (old, now, context) => {
  const places = context.unrendered ? ['unrendered_database', 'unrendered_schema'] : ['database', 'schema'];
  return [...places, 'identifier']
    .filter((key) => !equal(old[key] ?? null, now[key] ?? null))
    .map((key) => changed(key, old[key], now[key]));
});

/** Descriptions count where they are written to the warehouse. */
const descriptions = part('persisted_descriptions', (old, now) => {
  const persisted = (now.config as Dict | undefined)?.persist_docs as Dict | undefined;
  const found: string[] = [];
  if (persisted?.relation && !equal(old.description, now.description)) found.push('the description changed');
  if (persisted?.columns && !equal(columnDescriptions(old), columnDescriptions(now)))
    found.push('descriptions of columns changed');
  return found;
});

function columnDescriptions(node: Dict): Dict {
  const columns = (node.columns ?? {}) as Readonly<Record<string, Dict>>;
  return Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, column.description ?? '']));
}

const freshness = part('other', (old, now) =>
  equal(thresholds(old.freshness), thresholds(now.freshness)) && equal(old.loaded_at_field, now.loaded_at_field)
    ? []
    : ['freshness changed'],
);

/** `{}`, null and a threshold without numbers are the same. */
function thresholds(value: unknown): unknown {
  const given = (value ?? {}) as Dict;
  const time = (key: string) => {
    const { count = null, period = null } = (given[key] ?? {}) as Dict;
    return count === null && period === null ? null : [count, period];
  };
  return [time('warn_after'), time('error_after'), given.filter ?? null];
}

const dependencies = part('other', (old, now) => {
  const parents = (node: Dict) => [...new Set(((node.depends_on as Dict | undefined)?.nodes ?? []) as string[])].sort();
  return equal(parents(old), parents(now)) ? [] : ['depends_on: what it reads changed'];
});

const queryParameters = part('other', (old, now) => {
  const [before, after] = [old, now].map((query) => (query.query_params ?? {}) as Dict);
  return ['metrics', 'group_by', 'where']
    .filter((key) => !equal(before![key] ?? null, after![key] ?? null))
    .map((key) => changed(key, before![key], after![key]));
});

const exports = part('other', (old, now) => {
  const kept = (query: Dict) =>
    ((query.exports ?? []) as Dict[]).map(({ name, unrendered_config }) => {
      const { export_as, schema, alias } = (unrendered_config ?? {}) as Dict;
      return [name, export_as ?? null, schema ?? null, alias ?? null];
    });
  return equal(kept(old), kept(now)) ? [] : ['exports changed'];
});

const overloads = part('other', (old, now) => {
  const kept = (node: Dict) =>
    ((node.overloads ?? []) as Dict[]).map((o) => [o.defined_in, o.arguments, o.returns, o.raw_body]);
  return equal(kept(old), kept(now)) ? [] : ['overloads changed'];
});

const node = [body, nodeConfigs, descriptions, fqn, relation];
const test = [body, testConfigs, descriptions, fqn, relation];

/** A kind of resource: what is compared, what of it makes it `state:modified`, and whether a new one does. */
export interface Comparison {
  readonly checks: readonly Check[];
  readonly counts: (change: StateChange) => boolean;
  readonly newIsModified: boolean;
  /** What a new one counts as. */
  readonly newParts: readonly StatePart[];
}

const everything = () => true;
const NODE_PARTS: readonly StatePart[] = ['body', 'configs', 'persisted_descriptions', 'relation', 'contract'];

const ofNode = (checks: readonly Check[], counts: Comparison['counts'] = everything): Comparison => ({
  checks,
  counts,
  newIsModified: true,
  newParts: NODE_PARTS,
});
const ofOther = (checks: readonly Check[], newParts: readonly StatePart[] = ['configs']): Comparison => ({
  checks,
  counts: everything,
  newIsModified: false,
  newParts,
});

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  model: ofNode([...node, keys(['latest_version', 'access', 'deprecation_date'], 'other', { access: 'protected' })]),
  seed: ofNode([checksum, nodeConfigs, descriptions, fqn, relation]),
  function: ofNode([...node, keys(['arguments', 'returns']), overloads]),
  source: ofOther([sourceRelation, fqn, allConfigs, keys(['quoting', 'external']), freshness], ['configs', 'relation']),
  exposure: ofOther([
    fqn,
    keys(['type', 'owner', 'maturity', 'url', 'description', 'label']),
    dependencies,
    allConfigs,
  ]),
  metric: ofOther([keys(['type', 'description', 'label']), configs((key) => key !== 'group')]),
  semantic_model: ofOther([
    keys(['model', 'description', 'defaults', 'entities', 'dimensions', 'measures', 'primary_entity', 'group']),
    keys(['config'], 'configs'),
  ]),
  saved_query: ofOther([
    queryParameters,
    keys(['description', 'label', 'group', 'tags']),
    keys(['config'], 'configs'),
    exports,
  ]),
  unit_test: { ...ofOther([part('other', (old, now) => unitTest(old, now))], []), newIsModified: true },
};
const SINGULAR = ofNode(test);
/** The template of a generic test is that of its kind, whose macro is compared. */
const GENERIC = ofNode(
  test,
  ({ part, detail }) => part === 'configs' || part === 'macros' || detail.startsWith('fqn:'),
);
const PLAIN = ofNode(node);

function unitTest(old: Dict, now: Dict): string[] {
  return equal(old.checksum, now.checksum) ? [] : ['given, expect or overrides changed'];
}

export function comparisonOf(resource: Dict): Comparison {
  const type = String(resource.resource_type);
  if (type === 'test') return resource.test_metadata ? GENERIC : SINGULAR;
  return COMPARISONS[type] ?? PLAIN;
}

/** Lines that came and went, in a few words. */
function bodyChange(old: Dict, now: Dict): string {
  const [before, after] = [old, now].map(({ raw_code }) => String(raw_code ?? '').split('\n'));
  const added = after!.filter((line) => !before!.includes(line)).length;
  const removed = before!.filter((line) => !after!.includes(line)).length;
  return `the SQL changed (+${added} −${removed} lines)`;
}
