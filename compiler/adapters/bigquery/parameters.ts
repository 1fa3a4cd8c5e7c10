import type { Cell } from '../types.js';

interface Parameter {
  readonly parameterType: { readonly type: string };
  readonly parameterValue: { readonly value: string | null };
}

/** Values of `?` in a statement. Types follow from the values; what is nested has no parameter. */
export function parametersOf(bindings: readonly Cell[]): readonly Parameter[] {
  return bindings.map((cell) => {
    const [type, value] = parameterOf(cell);
    return { parameterType: { type }, parameterValue: { value } };
  });
}

function parameterOf(cell: Cell): [type: string, value: string | null] {
  if (cell === null || typeof cell === 'string') return ['STRING', cell];
  if (typeof cell === 'boolean') return ['BOOL', String(cell)];
  if (typeof cell === 'bigint') return ['INT64', String(cell)];
  if (typeof cell === 'number') return [Number.isInteger(cell) ? 'INT64' : 'FLOAT64', String(cell)];
  if (cell instanceof Uint8Array) return ['BYTES', Buffer.from(cell).toString('base64')];
  if (Array.isArray(cell)) return ['STRING', JSON.stringify(cell)];
  if ('decimal' in cell) return ['NUMERIC', cell.decimal];
  if ('float' in cell) return ['FLOAT64', String(cell.float)];
  if ('date' in cell) return ['DATE', cell.date];
  if ('time' in cell) return ['TIME', cell.time];
  if ('timestamp' in cell) return ['DATETIME', cell.timestamp];
  if ('timestamptz' in cell) return ['TIMESTAMP', cell.timestamptz];
  return ['STRING', JSON.stringify(cell)];
}
