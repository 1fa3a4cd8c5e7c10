import { expect, it } from 'vitest';
import { contractOf } from '../../../compiler/parse/contract.js';

const columns = { id: { name: 'id', dataType: 'integer', constraints: [] } };
const checksum = (materialized: string) =>
  contractOf({ materialized, contract: { enforced: true } } as never, columns as never, []).checksum;

// The first is what dbt 1.12 writes for such a table.
it('counts the constraints of tables and incremental models, none among them', () => {
  expect(checksum('table')).toBe('47500062c7b7f9def7e4d1d33257a1a3e563582ec2f5ea609d094e6f557b1206');
  expect(new Set(['table', 'incremental', 'view', 'materialized_view'].map(checksum)).size).toBe(3);
});
