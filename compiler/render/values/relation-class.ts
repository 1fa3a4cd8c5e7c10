import type { QuotePolicy } from '../../adapters/types.js';
import { hostFunction, PyObject, type Value } from '../../jinja/values/index.js';
import { RelationValue } from './relation.js';
import { createRelation, RELATION_CONSTANTS } from './relation-create.js';
import type { RelationTraits } from './relation-state.js';

const NO_PATH = { database: null, schema: null, identifier: null };
const CONSTANTS: ReadonlyMap<string, string> = new Map(RELATION_CONSTANTS);

/** `api.Relation`: makes relations with the project's quoting. */
export class RelationClass extends PyObject {
  readonly typeName = 'RelationProxy';

  constructor(
    readonly traits: RelationTraits,
    private readonly quoting: QuotePolicy,
  ) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'create')
      return hostFunction(name, (args) => new RelationValue(createRelation(this.traits, args, this.quoting)));
    if (name === 'add_ephemeral_prefix')
      return hostFunction(name, (args) => `__dbt__cte__${String(args.positional[0])}`);
    if (name === 'scd_args') return RelationValue.create(this.traits, NO_PATH).getAttribute(name);
    return CONSTANTS.get(name);
  }

  override repr(): string {
    return `<class '${this.traits.className}'>`;
  }
}
