import type { RelationMember } from '../../adapters/relation-member.js';
import type { Adapter, QuotePolicy } from '../../adapters/types.js';

export interface RelationPath {
  readonly database: string | null;
  readonly schema: string | null;
  readonly identifier: string | null;
}

export const PATH_PARTS = ['database', 'schema', 'identifier'] as const;
export type PathPart = (typeof PATH_PARTS)[number];

export function isPart(name: string): name is PathPart {
  return name === 'database' || name === 'schema' || name === 'identifier';
}

/** Rows of a relation by time: of `--sample` and of microbatches. `start` and `end` as SQL shows them, without quotes. */
export interface EventTimeFilter {
  readonly field: string;
  readonly start: string | null;
  readonly end: string | null;
}

/** What distinguishes relations of one warehouse from another's. */
export interface RelationTraits {
  /** As templates see it in `relation.get('metadata').type`. */
  readonly className: string;
  readonly quoteCharacter: string;
  readonly quotePolicy: QuotePolicy;
  readonly includePolicy: QuotePolicy;
  readonly requireAlias: boolean;
  readonly renameable: readonly string[];
  readonly replaceable: readonly string[];
  readonly maxNameLength?: number;
  readonly fields?: readonly string[];
  readonly members?: Readonly<Record<string, RelationMember>>;
  readonly eventTimeType?: string;
}

/** The traits of an adapter's relations with a project's quoting. */
export function relationTraits(
  adapter: Adapter,
  quoting: QuotePolicy = adapter.dialect.defaultQuoting,
): RelationTraits {
  return { ...adapter.traits.relation, quoteCharacter: adapter.dialect.quoteCharacter, quotePolicy: quoting };
}

/** A relation: names, and how they are written. Never changed. */
export interface RelationState {
  readonly traits: RelationTraits;
  readonly path: RelationPath;
  readonly type: string | null;
  readonly quotePolicy: QuotePolicy;
  readonly includePolicy: QuotePolicy;
  /** Made by this run: unquoted names may differ in case from those that are looked for. */
  readonly created: boolean;
  /** `--empty`: 0. */
  readonly limit: number | null;
  readonly eventTime: EventTimeFilter | null;
  readonly requireAlias: boolean;
  readonly catalog: string | null;
  /** A table function or file that stands in place of the names. */
  readonly external: string | null;
  /** What the adapter knows of a relation beside its type. */
  readonly fields: Readonly<Record<string, string | null>>;
  /** Of an information schema: the view in it. */
  readonly informationSchemaView?: string | null;
}

/** A quote inside of a name is written twice. */
function quoted(name: string, quote: string): string {
  return `${quote}${name.includes(quote) ? name.replaceAll(quote, quote + quote) : name}${quote}`;
}

/** The names, quoted and joined, without limit or filter. */
export function renderNames(state: RelationState): string {
  if (state.external !== null) return state.external;
  const parts: string[] = [];
  for (const part of PATH_PARTS) {
    const name = state.path[part];
    if (!state.includePolicy[part] || name === null) continue;
    parts.push(state.quotePolicy[part] ? quoted(name, state.traits.quoteCharacter) : name);
  }
  if (state.informationSchemaView) parts.push(state.informationSchemaView);
  return parts.join('.');
}

/** What `{{ relation }}` writes. */
export function renderRelation(state: RelationState): string {
  if (state.eventTime) return renderEventTimeFiltered(state, renderLimited(state));
  return renderLimited(state);
}

export function renderLimited(state: RelationState): string {
  const names = renderNames(state);
  if (state.limit === null) return names;
  const alias = subqueryAlias(state, 'limit');
  return state.limit === 0
    ? `(select * from ${names} where false limit 0)${alias}`
    : `(select * from ${names} limit ${state.limit})${alias}`;
}

export function renderEventTimeFiltered(state: RelationState, rendered = renderNames(state)): string {
  const filter = state.eventTime;
  if (!filter) return rendered;
  const type = state.traits.eventTimeType;
  const field = type === undefined ? filter.field : `cast(${filter.field} as ${type})`;
  const conditions = [
    ...(filter.start === null ? [] : [`${field} >= '${filter.start}'`]),
    ...(filter.end === null ? [] : [`${field} < '${filter.end}'`]),
  ];
  if (conditions.length === 0) return rendered;
  return `(select * from ${rendered} where ${conditions.join(' and ')})${subqueryAlias(state, 'et_filter')}`;
}

function subqueryAlias(state: RelationState, namespace: string): string {
  return state.requireAlias ? ` _dbt_${namespace}_subq_${state.path.identifier ?? ''}` : '';
}
