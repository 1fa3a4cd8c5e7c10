import type { CallArguments, Value } from '../jinja/values/index.js';

/** A relation, as the members that an adapter adds to it see it. */
export interface RelationFacts {
  readonly type: string | null;
  readonly path: {
    readonly database: string | null;
    readonly schema: string | null;
    readonly identifier: string | null;
  };
  /** What the adapter's traits name as `fields`. */
  readonly fields: Readonly<Record<string, string | null>>;
  /** The names as SQL has them. */
  readonly rendered: string;
  readonly renameable: readonly string[];
  readonly replaceable: readonly string[];
}

/** An attribute (`get`) or a method (`call`) that one adapter adds to relation objects of templates. */
export type RelationMember =
  | { readonly get: (relation: RelationFacts) => Value }
  | { readonly call: (relation: RelationFacts, args: CallArguments) => Value };
