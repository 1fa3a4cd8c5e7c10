import type { DuckDBValue } from '@duckdb/node-api';
import type { Cell } from '../types.js';

/** A cell as the value of a parameter. What has no JavaScript type of its own goes as text; DuckDB casts it to the column's type. */
export function bindable(cell: Cell): DuckDBValue {
  if (cell === null || typeof cell === 'boolean' || typeof cell === 'string' || typeof cell === 'bigint') return cell;
  if (typeof cell === 'number') return Number.isInteger(cell) ? BigInt(cell) : cell;
  if (cell instanceof Uint8Array || Array.isArray(cell)) return String(cell);
  if ('float' in cell) return cell.float;
  return String(Object.values(cell)[0]);
}
