import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { unsupported } from '../../engine/errors.js';
import { type StatementResult, statementTypes, textResult } from '../../results/result.js';
import type { StatementContext } from '../context.js';
import { stageFiles, stageLocation } from './location.js';

/** `LIST @stage/path [PATTERN = '…']` */
export async function listFiles(context: StatementContext): Promise<StatementResult> {
  const { location, pattern } = read(context);
  const rows = stageFiles(context, location, pattern).map(({ name, path, size, modified }) => [
    `${location.prefix}${name}`,
    String(size),
    createHash('md5').update(readFileSync(path)).digest('hex'),
    new Date(modified).toUTCString(),
  ]);
  const { columns } = textResult(['name', 'size', 'md5', 'last_modified'], []);
  const typed = columns.map((column) =>
    column.name === 'size' ? { ...column, type: { name: 'NUMBER', precision: 38, scale: 0 } as const } : column,
  );
  return { columns: typed, rows, statementType: statementTypes.show };
}

/** `REMOVE @stage/path [PATTERN = '…']` */
export async function removeFiles(context: StatementContext): Promise<StatementResult> {
  const { location, pattern } = read(context);
  if (location.folder !== undefined) throw unsupported('REMOVE from an external stage');
  const files = stageFiles(context, location, pattern);
  for (const file of files) context.engine.stages.remove(file);
  return textResult(
    ['name', 'result'],
    files.map(({ name }) => [`${location.prefix}${name}`, 'removed']),
  );
}

function read(context: StatementContext): {
  location: ReturnType<typeof stageLocation>;
  pattern: { readonly pattern?: string };
} {
  const { cursor } = context;
  cursor.next();
  const location = stageLocation(context, readPlace(context));
  if (!cursor.accept('PATTERN')) return { location, pattern: {} };
  cursor.expect('=');
  return { location, pattern: { pattern: cursor.next().value } };
}

/** Reads `@a.b/c` or `'@a.b/c'`: all that stands together. */
export function readPlace({ cursor, sql }: StatementContext): string {
  const first = cursor.next();
  if (first.kind === 'string') return first.value;
  if (first.text !== '@') cursor.fail();
  let end = first.end;
  while (cursor.peek()?.start === end && !['(', ')', ','].includes(cursor.peek()!.text)) end = cursor.next().end;
  return sql.slice(first.start, end);
}
