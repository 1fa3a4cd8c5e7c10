import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Json } from '../../../compiler/base/json.js';
import { writtenOut } from '../../../compiler/graph/select/written-out.js';

const facts = JSON.parse(readFileSync(join(import.meta.dirname, 'selectors-written-out.json'), 'utf8')) as [
  Json,
  Json,
][];

it.each(facts)('%j is written out as dbt does', (definition, expected) => {
  expect(writtenOut({ s: { name: 's', definition } })).toEqual({ s: { name: 's', definition: expected } });
});

it('leaves what is no selector as it is', () => {
  expect(writtenOut({ s: { name: 's', definition: 'tagg:x' } })).toEqual({ s: { name: 's', definition: 'tagg:x' } });
});
