import type { DuckColumn } from '../engine/duck.js';
import { logicalText } from '../engine/names.js';
import { fromDuckType } from '../engine/types.js';
import { type ResultColumn, type StatementResult, statementTypes } from '../results/result.js';
import { wireCell } from '../results/wire.js';
import { run, type StatementContext } from './context.js';
import { systemCall } from './system.js';
import { translateStatement } from './translate.js';

/** A query: SELECT, WITH, VALUES, or one in brackets. */
export async function query(context: StatementContext): Promise<StatementResult> {
  const system = await systemCall(context);
  if (system) return system;
  const sql = translateStatement(context, context.sql);
  if (context.describeOnly)
    return { columns: await describe(context, sql), rows: [], statementType: statementTypes.select };
  const { columns: duck, rows } = await run(context, sql);
  const columns = duck.map(resultColumn);
  return {
    columns,
    rows: rows.map((row) => row.map((value, i) => wireCell(value, columns[i]!.type))),
    statementType: statementTypes.select,
  };
}

export function resultColumn({ name, type }: DuckColumn): ResultColumn {
  return { name: logicalText(name), type: fromDuckType(type.alias ?? type.toString()) };
}

/** The columns of a query of DuckDB's, without running it. */
export async function describe(context: StatementContext, sql: string): Promise<ResultColumn[]> {
  const { rows } = await run(context, `DESCRIBE ${sql}`);
  return rows.map((row) => ({ name: logicalText(String(row[0])), type: fromDuckType(String(row[1])) }));
}
