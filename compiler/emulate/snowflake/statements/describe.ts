import type { ColumnMeta } from '../engine/catalog.js';
import { fullName, readName, requireRelation } from '../engine/resolve.js';
import { typeText } from '../engine/types.js';
import { type StatementResult, textResult } from '../results/result.js';
import type { StatementContext } from './context.js';

const COLUMNS = [
  'name',
  'type',
  'kind',
  'null?',
  'default',
  'primary key',
  'unique key',
  'check',
  'expression',
  'comment',
  'policy name',
  'privacy domain',
];

export async function describeObject({ cursor, engine, session }: StatementContext): Promise<StatementResult> {
  cursor.acceptOne('DESCRIBE', 'DESC');
  if (cursor.accept('RESULT')) {
    const result = session.results.get(cursor.next().value) ?? [...session.results.values()].at(-1);
    return textResult(
      COLUMNS,
      (result?.columns ?? []).map(({ name, type }) => row({ name, type, nullable: true })),
    );
  }
  cursor.acceptOne('TABLE', 'VIEW', 'DYNAMIC TABLE', 'MATERIALIZED VIEW');
  const relation = requireRelation(engine, session, fullName(session, readName(cursor)));
  return textResult(COLUMNS, relation.columns.map(row));
}

function row(column: ColumnMeta): (string | null)[] {
  const { name, type, nullable, comment, maskingPolicy } = column;
  return [
    name,
    typeText(type),
    'COLUMN',
    nullable ? 'Y' : 'N',
    column.default ?? null,
    column.primaryKey ? 'Y' : 'N',
    column.uniqueKey ? 'Y' : 'N',
    null,
    null,
    comment ?? null,
    maskingPolicy ?? null,
    null,
  ];
}
