import type { CompilableNode, ModelNode, SourceNode } from '../manifest/types.js';
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

  /** `empty`: the relation reads as no rows (`--empty`). */
  ofNode(node: CompilableNode, empty = false): RelationValue {
    return this.#once(node.uniqueId, empty, () => {
      const { database, schema, alias } = node;
      const quotePolicy = this.#quoting(node.config.quoting as QuotingOverride | undefined);
      return RelationValue.create(this.#traits, { database, schema, identifier: alias }, { quotePolicy });
    });
  }

  ofSource(source: SourceNode, empty = false): RelationValue {
    return this.#once(source.uniqueId, empty, () => {
      const { database, schema, identifier } = source;
      const external = this.services.adapter.externalSource?.(source) ?? null;
      return RelationValue.create(
        this.#traits,
        { database, schema, identifier },
        { quotePolicy: this.#quoting(source.quoting), external },
      );
    });
  }

  ofEphemeral(node: ModelNode, empty = false): RelationValue {
    const identifier = `${EPHEMERAL_PREFIX}${node.alias}`;
    const path = { database: null, schema: null, identifier };
    return RelationValue.create(this.#traits, path, {
      type: 'cte',
      ...(empty ? { limit: 0 } : {}),
      quotePolicy: { database: false, schema: false, identifier: false },
    });
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

type QuotingOverride = Readonly<Record<string, boolean | null>>;
