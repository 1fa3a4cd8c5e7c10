import { isoOf, type TimeRange } from '../base/event-time.js';
import type { CompilableNode, FunctionNode, ModelNode, SourceNode } from '../manifest/types.js';
import type { DeferredRelation } from './deferral.js';
import type { RenderServices } from './services.js';
import { RelationValue } from './values/relation.js';
import { type RelationTraits, relationTraits } from './values/relation-state.js';

/** The prefix of CTEs that stand for ephemeral models. */
const EPHEMERAL_PREFIX = '__dbt__cte__';

/** Makes the relations of a project's resources, each once. */
export class RelationFactory {
  readonly #traits: RelationTraits;
  readonly #made = new Map<string, RelationValue>();

  constructor(private readonly services: RenderServices) {
    this.#traits = relationTraits(services.adapter, services.quoting);
  }

  /** `empty`: the relation reads as no rows (`--empty`). As in dbt, `quoting` in a node's own configuration has no say. */
  ofNode(node: CompilableNode, empty = false, range?: TimeRange): RelationValue {
    const relation = this.#once(node.uniqueId, empty, () => {
      const { database, schema, alias } = node;
      const { quotePolicy } = this.#traits;
      return RelationValue.create(this.#traits, { database, schema, identifier: alias }, { quotePolicy });
    });
    return this.#within(relation, node, range);
  }

  /** The relation that another run has left of a node. */
  ofDeferred(node: CompilableNode, other: DeferredRelation, empty = false, range?: TimeRange): RelationValue {
    const relation = this.#once(`deferred ${node.uniqueId}`, empty, () => {
      const { database, schema, identifier, quoting } = other;
      return RelationValue.create(
        this.#traits,
        { database, schema, identifier },
        { quotePolicy: this.#quoting(quoting) },
      );
    });
    return this.#within(relation, node, range);
  }

  /** A function's name; what the project says of quoting does not hold for it. */
  ofFunction(node: FunctionNode): RelationValue {
    return this.#once(`call of ${node.uniqueId}`, false, () => {
      const { database, schema, alias } = node;
      const quotePolicy = this.services.adapter.dialect.defaultQuoting;
      return RelationValue.create(
        this.#traits,
        { database, schema, identifier: alias },
        { quotePolicy, type: 'function' },
      );
    });
  }

  ofSource(source: SourceNode, empty = false, range?: TimeRange): RelationValue {
    const relation = this.#once(source.uniqueId, empty, () => {
      const { database, schema, identifier } = source;
      const external = this.services.adapter.externalSource?.(source) ?? null;
      return RelationValue.create(
        this.#traits,
        { database, schema, identifier },
        { quotePolicy: this.#quoting(source.quoting), external },
      );
    });
    return this.#within(relation, source, range);
  }

  /** The table that a source's files go into, or its stage: never what stands for the files. */
  tableOfSource(source: SourceNode): RelationValue {
    return this.ofSource(source).with({ external: null });
  }

  ofEphemeral(node: ModelNode, empty = false): RelationValue {
    return this.ofCte(node.alias, empty);
  }

  /** The CTE that stands for something of this name. */
  ofCte(name: string, empty = false): RelationValue {
    const identifier = `${EPHEMERAL_PREFIX}${name}`;
    const path = { database: null, schema: null, identifier };
    return RelationValue.create(this.#traits, path, {
      type: 'cte',
      ...(empty ? { limit: 0 } : {}),
      quotePolicy: { database: false, schema: false, identifier: false },
    });
  }

  /** The relation's rows of some event time, if it has one. */
  #within(relation: RelationValue, node: CompilableNode | SourceNode, range: TimeRange | undefined): RelationValue {
    const { event_time: name } = node.config;
    if (!range || typeof name !== 'string' || name === '') return relation;
    const column = Object.values(node.columns).find((c) => c.name === name);
    const quoted = column?.quote ?? ('quoting' in node ? node.quoting.column : null) ?? false;
    const field = quoted ? this.services.adapter.dialect.quote(name) : name;
    return relation.with({ eventTime: { field, start: sqlTime(range.start), end: sqlTime(range.end) } });
  }

  #quoting(override: QuotingOverride | undefined): RelationTraits['quotePolicy'] {
    const own = Object.entries(override ?? {}).filter(
      ([key, value]) => typeof value === 'boolean' && key in this.#traits.quotePolicy,
    );
    return own.length === 0 ? this.#traits.quotePolicy : { ...this.#traits.quotePolicy, ...Object.fromEntries(own) };
  }

  #once(id: string, empty: boolean, make: () => RelationValue): RelationValue {
    let made = this.#made.get(id);
    if (!made) this.#made.set(id, (made = make()));
    return empty ? made.with({ limit: 0 }) : made;
  }
}

function sqlTime(date: Date): string {
  return isoOf(date).replace('T', ' ');
}

type QuotingOverride = Readonly<Record<string, boolean | null>>;
