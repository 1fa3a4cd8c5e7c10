import type { SnowType } from '../../engine/types.js';
import { type StatementResult, statementTypes, type WireCell } from '../../results/result.js';

const TEXT: SnowType = { name: 'TEXT', length: 16_777_216 };
const NUMBER: SnowType = { name: 'NUMBER', precision: 38, scale: 0 };
const INSTANT: SnowType = { name: 'TIMESTAMP_LTZ', scale: 3 };
const TYPES: Readonly<Record<string, SnowType>> = {
  created_on: INSTANT,
  updated_on: INSTANT,
  refreshed_on: INSTANT,
  data_timestamp: INSTANT,
  last_suspended_on: INSTANT,
  rows: NUMBER,
  bytes: NUMBER,
  key_sequence: NUMBER,
  next_value: NUMBER,
  interval: NUMBER,
};

/** A row of SHOW by its columns; instants as milliseconds. */
export type ShowRow = Readonly<Record<string, string | number | null | undefined>>;

export function showResult(columns: readonly string[], rows: readonly ShowRow[]): StatementResult {
  return {
    columns: columns.map((name) => ({ name, type: TYPES[name] ?? TEXT })),
    rows: rows.map((row) => columns.map((name) => cell(row[name], TYPES[name]))),
    statementType: statementTypes.show,
  };
}

function cell(value: string | number | null | undefined, type: SnowType | undefined): WireCell {
  if (value === null || value === undefined) return null;
  if (type !== INSTANT) return String(value);
  return `${Math.floor(Number(value) / 1000)}.${String(Number(value) % 1000).padStart(3, '0')}000000`;
}

export const yesNo = (value: boolean | undefined): string => (value ? 'Y' : 'N');
export const trueFalse = (value: boolean | undefined): string => (value ? 'true' : 'false');
