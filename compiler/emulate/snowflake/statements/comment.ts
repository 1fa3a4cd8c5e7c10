import { doesNotExist, unsupported } from '../engine/errors.js';
import { currentDatabase, fullName, readName, requireRelation } from '../engine/resolve.js';
import { type StatementResult, statusResult } from '../results/result.js';
import type { StatementContext } from './context.js';

/** `COMMENT [IF EXISTS] ON kind name IS 'text'` */
export async function comment(context: StatementContext): Promise<StatementResult> {
  const { cursor, engine, session } = context;
  cursor.expect('COMMENT');
  cursor.accept('IF', 'EXISTS');
  cursor.expect('ON');
  const kind = cursor.acceptOne(
    'COLUMN',
    'TABLE',
    'VIEW',
    'DYNAMIC TABLE',
    'MATERIALIZED VIEW',
    'SCHEMA',
    'DATABASE',
    'SEQUENCE',
    'STAGE',
    'TAG',
    'TASK',
  );
  if (!kind) throw unsupported(`COMMENT ON ${cursor.peek()?.text.toUpperCase()}`);
  const parts = readName(cursor);
  cursor.expect('IS');
  const text = cursor.next().value;
  const { catalog } = engine;
  if (kind === 'COLUMN') {
    const column = parts.pop()!;
    const object = requireRelation(engine, session, fullName(session, parts));
    catalog.put({ ...object, columns: object.columns.map((c) => (c.name === column ? { ...c, comment: text } : c)) });
  } else if (kind === 'SCHEMA') {
    const [name, database = currentDatabase(session)] = parts.reverse();
    const schema = catalog.schema(database, name!);
    if (!schema) throw doesNotExist('Schema', name!);
    catalog.putSchema({ ...schema, comment: text });
  } else if (kind === 'DATABASE') {
    const database = catalog.databases.get(parts[0]!);
    if (!database) throw doesNotExist('Database', parts[0]!);
    catalog.databases.set(database.name, { ...database, comment: text });
  } else {
    const namespace = /TABLE|VIEW/.test(kind) ? 'RELATION' : kind;
    const object = catalog.find(namespace, fullName(session, parts), session.id);
    if (!object) throw doesNotExist(kind.charAt(0) + kind.slice(1).toLowerCase(), parts.join('.'));
    catalog.put({ ...object, comment: text });
  }
  await engine.store.save(catalog);
  return statusResult('Statement executed successfully.');
}
