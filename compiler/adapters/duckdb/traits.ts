import { type AdapterTraits, BASE_TRAITS } from '../traits.js';

export const traits: AdapterTraits = {
  relation: { ...BASE_TRAITS.relation, className: 'DuckDBRelation', requireAlias: false },
  column: {
    ...BASE_TRAITS.column,
    className: 'DuckDBColumn',
    floats: new Set(['real', 'float4', 'float', 'double', 'float8']),
    integers: new Set([
      ...[
        'tinyint',
        'int1',
        'smallint',
        'int2',
        'short',
        'integer',
        'int',
        'int4',
        'signed',
        'bigint',
        'int8',
        'long',
        'hugeint',
      ],
      ...['utinyint', 'usmallint', 'uinteger', 'ubigint'],
    ]),
    nested: true,
  },
  constraints: {
    check: 'enforced',
    not_null: 'enforced',
    unique: 'enforced',
    primary_key: 'enforced',
    foreign_key: 'enforced',
    custom: 'enforced',
  },
  foreignKeyDatabase: false,
  incrementalStrategies: ['append', 'delete+insert', 'merge', 'microbatch'],
  seedTypes: {
    ...BASE_TRAITS.seedTypes,
    wider: [
      ['bigint', 2 ** 63],
      ['hugeint', 2 ** 127],
    ],
  },
};
