import { type AdapterTraits, BASE_TRAITS } from '../traits.js';

export const traits: AdapterTraits = {
  ...BASE_TRAITS,
  relation: {
    ...BASE_TRAITS.relation,
    className: 'PostgresRelation',
    renameable: ['view', 'table'],
    replaceable: ['view', 'table'],
    maxNameLength: 63,
  },
  column: { ...BASE_TRAITS.column, className: 'PostgresColumn', unsizedStrings: true },
  constraints: {
    check: 'enforced',
    not_null: 'enforced',
    unique: 'enforced',
    primary_key: 'enforced',
    foreign_key: 'enforced',
    custom: 'enforced',
  },
  incrementalStrategies: ['append', 'delete+insert', 'merge', 'microbatch'],
  seedTypes: {
    ...BASE_TRAITS.seedTypes,
    wider: [
      ['bigint', 2 ** 63],
      ['numeric', Number.POSITIVE_INFINITY],
    ],
  },
};
