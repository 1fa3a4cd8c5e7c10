import type { ObjectKind } from '../../engine/catalog.js';
import { namespaceOf } from '../../engine/catalog.js';
import { doesNotExist, unsupported } from '../../engine/errors.js';
import { display, displayObject } from '../../engine/names.js';
import { currentDatabase, fullName, physicalSql, readIdentifier, readName } from '../../engine/resolve.js';
import { type StatementResult, statusResult } from '../../results/result.js';
import { run, type StatementContext } from '../context.js';
import { removeDatabase, removeSchema } from './container.js';
import { dropGrants, wrongKind } from './make.js';

const KINDS: readonly ObjectKind[] = [
  'DYNAMIC TABLE',
  'MATERIALIZED VIEW',
  'EXTERNAL TABLE',
  'TABLE',
  'VIEW',
  'SEQUENCE',
  'STAGE',
  'FILE FORMAT',
  'TAG',
  'TASK',
  'STREAM',
  'FUNCTION',
  'PROCEDURE',
];

export async function drop(context: StatementContext): Promise<StatementResult> {
  const { cursor, engine, session } = context;
  cursor.expect('DROP');
  const kind = cursor.acceptOne(...KINDS, 'SCHEMA', 'DATABASE', 'WAREHOUSE', 'ROLE');
  if (kind === undefined) throw unsupported(`DROP ${cursor.peek()?.text.toUpperCase() ?? ''}`);
  const ifExists = cursor.accept('IF', 'EXISTS');
  if (kind === 'WAREHOUSE' || kind === 'ROLE')
    return statusResult(`${display(readIdentifier(cursor))} successfully dropped.`);
  const parts = readName(cursor);
  const shown = display(parts.at(-1)!);
  const absent = statusResult(
    'Drop statement executed successfully (object does not exist or not authorized).'.replace('object', shown),
  );
  if (kind === 'SCHEMA' || kind === 'DATABASE') {
    const [name, database = kind === 'SCHEMA' ? currentDatabase(session) : ''] = [...parts].reverse();
    const exists = kind === 'SCHEMA' ? engine.catalog.schema(database, name!) : engine.catalog.databases.get(name!);
    if (!exists && !ifExists) throw doesNotExist(kind === 'SCHEMA' ? 'Schema' : 'Database', parts.join('.'));
    if (!exists) return absent;
    if (kind === 'SCHEMA') await removeSchema(context, database, name!);
    else await removeDatabase(context, name!);
    return statusResult(`${shown} successfully dropped.`);
  }
  return await dropObject(context, kind as ObjectKind, parts, ifExists, absent);
}

async function dropObject(
  context: StatementContext,
  kind: ObjectKind,
  parts: readonly string[],
  ifExists: boolean,
  absent: StatementResult,
): Promise<StatementResult> {
  const { engine, session } = context;
  const name = fullName(session, parts);
  const object = engine.catalog.find(namespaceOf(kind), name, session.id);
  if (!object) {
    if (ifExists) return absent;
    throw doesNotExist(kind.charAt(0) + kind.slice(1).toLowerCase(), displayObject(name));
  }
  // DROP TABLE takes dynamic tables, too; all else must be of the kind that is said.
  if (object.kind !== kind && !(kind === 'TABLE' && object.kind === 'DYNAMIC TABLE')) throw wrongKind(object, kind);
  await engine.locks.acquire(physicalSql(object), session.id);
  const duckKind =
    object.kind === 'VIEW'
      ? 'VIEW'
      : object.kind === 'SEQUENCE'
        ? 'SEQUENCE'
        : namespaceOf(object.kind) === 'RELATION'
          ? 'TABLE'
          : undefined;
  if (duckKind) await run(context, `DROP ${duckKind} IF EXISTS ${physicalSql(object)}`);
  engine.catalog.drop(object);
  dropGrants(context, object, object.kind);
  await engine.store.save(engine.catalog);
  return statusResult(`${display(object.name)} successfully dropped.`);
}
