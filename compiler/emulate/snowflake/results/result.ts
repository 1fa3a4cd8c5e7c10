import type { SnowType } from '../engine/types.js';

export interface ResultColumn {
  readonly name: string;
  readonly type: SnowType;
  readonly nullable?: boolean;
}

/** A cell as it goes over the wire; see wire.ts. */
export type WireCell = string | null;

/** What a statement answers. */
export interface StatementResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly WireCell[])[];
  readonly statementType: StatementType;
  /** Of PUT: what the driver itself is to do. */
  readonly upload?: Upload;
}

export interface Upload {
  /** The file, or a pattern of files, on the driver's machine. */
  readonly source: string;
  /** Where to on this server: a path that ends with a slash. */
  readonly location: string;
  readonly autoCompress: boolean;
  readonly overwrite: boolean;
  readonly sourceCompression: string;
  readonly parallel: number;
}

/** Ids by which drivers know kinds of statements. */
export const statementTypes = {
  select: 0x1000,
  show: 0x1000,
  insert: 0x3100,
  update: 0x3200,
  delete: 0x3300,
  merge: 0x3400,
  copy: 0x3600,
  put: 0x7101,
  set: 0x4100,
  transaction: 0x5000,
  ddl: 0x6000,
  multi: 0xa000,
} as const;

export type StatementType = (typeof statementTypes)[keyof typeof statementTypes];

const TEXT: SnowType = { name: 'TEXT', length: 16_777_216 };

export function statusResult(status: string, statementType: StatementType = statementTypes.ddl): StatementResult {
  return { columns: [{ name: 'status', type: TEXT }], rows: [[status]], statementType };
}

/** The counts of a DML statement. */
export function countResult(counts: Readonly<Record<string, number>>, statementType: StatementType): StatementResult {
  return {
    columns: Object.keys(counts).map((name) => ({ name, type: { name: 'NUMBER', precision: 19, scale: 0 } })),
    rows: [Object.values(counts).map(String)],
    statementType,
  };
}

/** A result of texts. */
export function textResult(names: readonly string[], rows: readonly (readonly WireCell[])[]): StatementResult {
  return { columns: names.map((name) => ({ name, type: TEXT })), rows, statementType: statementTypes.show };
}
