import type { RelationMember } from './relation-member.js';
import type { QuotePolicy } from './types.js';

export type ConstraintSupport = 'enforced' | 'not_enforced' | 'unsupported';
export type ConstraintType = 'check' | 'not_null' | 'unique' | 'primary_key' | 'foreign_key' | 'custom';

/** How templates see a warehouse: what dbt's adapters have as classes and constants. */
export interface AdapterTraits {
  readonly relation: {
    /** As in `relation.get('metadata').type`. */
    readonly className: string;
    readonly includePolicy: QuotePolicy;
    /** Subqueries need an alias. */
    readonly requireAlias: boolean;
    /** Types of relations that can be renamed, and that `create or replace` replaces in place. */
    readonly renameable: readonly string[];
    readonly replaceable: readonly string[];
    /** The longest name that a relation can have, in characters. */
    readonly maxNameLength?: number;
    /** What else is known of a relation: texts that `create` and `incorporate` take, and columns of `list_relations_without_caching`. */
    readonly fields?: readonly string[];
    /** Attributes and methods that templates see beside dbt's own. */
    readonly members?: Readonly<Record<string, RelationMember>>;
    /** What the event time is cast to before rows are filtered by it. */
    readonly eventTimeType?: string;
  };
  readonly column: {
    readonly className: string;
    /** Types by what dbt's Column takes them for, in lower case. */
    readonly strings: ReadonlySet<string>;
    readonly floats: ReadonlySet<string>;
    readonly integers: ReadonlySet<string>;
    readonly numerics: ReadonlySet<string>;
    /** Struct types have fields, which `flatten()` lists. */
    readonly nested: boolean;
    /** Strings without a size stay so: `text` is not `character varying(256)`. */
    readonly unsizedStrings?: boolean;
    /** The size of strings that have none (default 256). */
    readonly stringSize?: number;
    /** Types are written as they are, never with a size or precision. */
    readonly bareTypes?: boolean;
  };
  readonly constraints: Readonly<Record<ConstraintType, ConstraintSupport>>;
  /** What follows a key that is not enforced: `not enforced`. */
  readonly unenforcedKey?: string;
  /** A foreign key can name a table of another database; else the database is left out. */
  readonly foreignKeyDatabase: boolean;
  readonly incrementalStrategies: readonly string[];
  /** Types that seeds get by what their values are. */
  readonly seedTypes: SeedTypes;
}

export interface SeedTypes {
  readonly text: string;
  readonly integer: string;
  /** Types for whole numbers that `integer` does not hold, each with the largest number that it does. */
  readonly wider?: readonly (readonly [type: string, largest: number])[];
  /** Numbers with decimals. */
  readonly number: string;
  readonly boolean: string;
  readonly date: string;
  readonly datetime: string;
  readonly time: string;
}

const STRINGS = ['text', 'character varying', 'character', 'varchar'];
const FLOATS = ['real', 'float4', 'float', 'double precision', 'float8', 'double'];
const INTEGERS = [
  'smallint',
  'integer',
  'bigint',
  'smallserial',
  'serial',
  'bigserial',
  'int2',
  'int4',
  'int8',
  'serial2',
  'serial4',
  'serial8',
];

/** What holds where an adapter does not say otherwise. */
export const BASE_TRAITS: AdapterTraits = {
  relation: {
    className: 'BaseRelation',
    includePolicy: { database: true, schema: true, identifier: true },
    requireAlias: true,
    renameable: [],
    replaceable: [],
  },
  column: {
    className: 'Column',
    strings: new Set(STRINGS),
    floats: new Set(FLOATS),
    integers: new Set(INTEGERS),
    numerics: new Set(['numeric', 'decimal']),
    nested: false,
  },
  constraints: {
    check: 'not_enforced',
    not_null: 'enforced',
    unique: 'not_enforced',
    primary_key: 'not_enforced',
    foreign_key: 'enforced',
    custom: 'enforced',
  },
  foreignKeyDatabase: true,
  incrementalStrategies: ['append'],
  seedTypes: {
    text: 'text',
    integer: 'integer',
    number: 'float8',
    boolean: 'boolean',
    date: 'date',
    datetime: 'timestamp without time zone',
    time: 'time',
  },
};
