import { type AdapterTraits, BASE_TRAITS } from '../traits.js';

export const traits: AdapterTraits = {
  ...BASE_TRAITS,
  relation: {
    ...BASE_TRAITS.relation,
    className: 'BigQueryRelation',
    requireAlias: false,
    renameable: ['table'],
    replaceable: ['table', 'view'],
    eventTimeType: 'timestamp',
  },
  column: {
    className: 'BigQueryColumn',
    strings: new Set(['string']),
    floats: new Set(['float64']),
    integers: new Set(['int64']),
    numerics: new Set(['numeric']),
    nested: true,
    bareTypes: true,
  },
  constraints: {
    check: 'unsupported',
    not_null: 'enforced',
    unique: 'unsupported',
    primary_key: 'not_enforced',
    foreign_key: 'not_enforced',
    custom: 'enforced',
  },
  unenforcedKey: 'not enforced',
  incrementalStrategies: ['merge', 'insert_overwrite', 'microbatch'],
  seedTypes: {
    text: 'string',
    integer: 'int64',
    number: 'float64',
    boolean: 'bool',
    date: 'date',
    datetime: 'datetime',
    time: 'time',
  },
};
