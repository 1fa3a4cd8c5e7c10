import { type AdapterTraits, BASE_TRAITS } from '../traits.js';
import { relationMembers } from './relation-members.js';

export const traits: AdapterTraits = {
  ...BASE_TRAITS,
  relation: {
    ...BASE_TRAITS.relation,
    className: 'SnowflakeRelation',
    requireAlias: false,
    renameable: ['table', 'view'],
    replaceable: ['dynamic_table', 'table', 'view'],
    fields: ['table_format'],
    members: relationMembers,
  },
  column: {
    ...BASE_TRAITS.column,
    className: 'SnowflakeColumn',
    floats: new Set([...BASE_TRAITS.column.floats, 'float']),
    // What smells like an integer is a NUMBER(38,0).
    integers: new Set(),
    numerics: new Set(['int', 'integer', 'bigint', 'smallint', 'tinyint', 'byteint', 'numeric', 'decimal', 'number']),
    stringSize: 16_777_216,
  },
  constraints: {
    check: 'unsupported',
    not_null: 'enforced',
    unique: 'not_enforced',
    primary_key: 'not_enforced',
    foreign_key: 'not_enforced',
    custom: 'enforced',
  },
  incrementalStrategies: ['append', 'merge', 'delete+insert', 'microbatch', 'insert_overwrite'],
};
