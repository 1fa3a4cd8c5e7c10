import { hostFunction, PyTuple, type Value } from '../../jinja/values/index.js';
import type { MappedSequenceValue } from './mapped-sequence.js';
import { compareCells, distinctBy } from './table-order.js';

const METHODS: ReadonlyMap<string, (items: readonly Value[]) => Value> = new Map([
  ['values_distinct', (items) => new PyTuple(distinctBy(items, (item) => [item]))],
  ['values_without_nulls', (items) => new PyTuple(items.filter((item) => item !== null))],
  ['values_sorted', (items) => [...items].sort(compareCells)],
  ['values_without_nulls_sorted', (items) => items.filter((item) => item !== null).sort(compareCells)],
] as [string, (items: readonly Value[]) => Value][]);

/** What a table's column can do beyond a sequence. */
export function columnMethod(column: MappedSequenceValue, name: string): Value | undefined {
  const run = METHODS.get(name);
  return run && hostFunction(name, () => run(column.items));
}
