import type { SchemaObject } from '../../engine/catalog.js';
import { doesNotExist, unsupported } from '../../engine/errors.js';
import { displayObject } from '../../engine/names.js';
import { currentDatabase, fullName, physicalSql, readIdentifier, readName } from '../../engine/resolve.js';
import { type StatementResult, statusResult } from '../../results/result.js';
import type { StatementContext } from '../context.js';
import { alterSession } from '../session.js';
import { addColumns, alterColumns, dropColumns, renameColumn } from './alter-columns.js';
import { wrongKind } from './make.js';
import { renameObject, swapObjects } from './move.js';
import { readValue } from './options.js';
import { refresh } from './view.js';

const KINDS = [
  'TABLE',
  'ICEBERG TABLE',
  'VIEW',
  'DYNAMIC TABLE',
  'MATERIALIZED VIEW',
  'SEQUENCE',
  'STAGE',
  'TASK',
  'TAG',
  'FILE FORMAT',
];
const done = (): StatementResult => statusResult('Statement executed successfully.');

export async function alter(context: StatementContext): Promise<StatementResult> {
  const { cursor } = context;
  cursor.expect('ALTER');
  if (cursor.accept('SESSION')) return await alterSession(context);
  const container = cursor.acceptOne('SCHEMA', 'DATABASE', 'WAREHOUSE', 'USER', 'ROLE', 'ACCOUNT');
  if (container) return await alterContainer(context, container);
  const kind = cursor.acceptOne(...KINDS);
  if (!kind) throw unsupported(`ALTER ${cursor.peek()?.text.toUpperCase() ?? ''}`);
  const ifExists = cursor.accept('IF', 'EXISTS');
  const object = find(context, kind.replace('ICEBERG ', ''), readName(cursor));
  if (!object && ifExists) return done();
  if (!object)
    throw doesNotExist(
      kind.charAt(0) + kind.slice(1).toLowerCase(),
      displayObject(fullName(context.session, lastName(context))),
    );
  await context.engine.locks.acquire(physicalSql(object), context.session.id);
  const result = await change(context, object);
  await context.engine.store.save(context.engine.catalog);
  return result;
}

function lastName({ cursor }: StatementContext): string[] {
  cursor.reset(0);
  while (
    !cursor.atEnd &&
    !['TABLE', 'VIEW', 'SEQUENCE', 'STAGE', 'TASK', 'TAG', 'FORMAT'].includes(cursor.next().value)
  );
  return readName(cursor);
}

function find({ engine, session }: StatementContext, kind: string, parts: readonly string[]): SchemaObject | undefined {
  const namespace = /TABLE|VIEW/.test(kind) ? 'RELATION' : kind;
  const object = engine.catalog.find(namespace, fullName(session, parts), session.id);
  if (object && kind === 'VIEW' && object.kind !== 'VIEW') throw wrongKind(object, kind);
  return object;
}

/** One action, by its first words. */
async function change(context: StatementContext, object: SchemaObject): Promise<StatementResult> {
  const { cursor } = context;
  if (cursor.accept('RENAME', 'TO')) return await renameObject(context, object, readName(cursor));
  if (cursor.accept('SWAP', 'WITH')) return await swapObjects(context, object, readName(cursor));
  if (cursor.accept('RENAME', 'COLUMN')) return await renameColumn(context, object);
  if (cursor.accept('REFRESH')) return await refresh(context, object);
  if (cursor.accept('CLUSTER', 'BY')) return update(context, object, { clusterBy: cursor.group() });
  if (cursor.accept('DROP', 'CLUSTERING', 'KEY')) return without(context, object, 'clusterBy');
  if (cursor.acceptOne('SUSPEND RECLUSTER', 'RESUME RECLUSTER')) return done();
  if (cursor.accept('SUSPEND'))
    return update(context, object, {
      properties: { ...object.properties, SCHEDULING_STATE: 'SUSPENDED', STATE: 'suspended' },
    });
  if (cursor.accept('RESUME'))
    return update(context, object, {
      properties: { ...object.properties, SCHEDULING_STATE: 'ACTIVE', STATE: 'started' },
    });
  if (cursor.accept('ADD', 'ROW', 'ACCESS', 'POLICY'))
    return update(context, object, {
      properties: { ...object.properties, ROW_ACCESS_POLICY: readName(cursor).join('.') },
    });
  if (cursor.acceptOne('DROP ROW ACCESS POLICY', 'DROP ALL ROW ACCESS POLICIES')) return done();
  if (
    cursor.sees('ADD', 'CONSTRAINT') ||
    cursor.sees('ADD', 'PRIMARY') ||
    cursor.sees('ADD', 'UNIQUE') ||
    cursor.sees('ADD', 'FOREIGN')
  )
    return addConstraint(context, object);
  if (cursor.acceptOne('DROP PRIMARY KEY', 'DROP CONSTRAINT')) {
    return update(context, object, { columns: object.columns.map(({ primaryKey: _, ...column }) => column) });
  }
  if (cursor.accept('ADD')) return await addColumns(context, object);
  if (cursor.accept('DROP')) return await dropColumns(context, object);
  if (cursor.acceptOne('ALTER', 'MODIFY')) return await alterColumns(context, object);
  if (cursor.accept('SET')) return set(context, object);
  if (cursor.accept('UNSET')) return unset(context, object);
  return cursor.fail();
}

export function update(
  { engine }: StatementContext,
  object: SchemaObject,
  changed: Partial<SchemaObject>,
): StatementResult {
  engine.catalog.put({ ...object, ...changed });
  return done();
}

function without(context: StatementContext, object: SchemaObject, key: 'clusterBy' | 'retentionDays'): StatementResult {
  const { [key]: _, ...rest } = object;
  context.engine.catalog.put(rest);
  return done();
}

function addConstraint(context: StatementContext, object: SchemaObject): StatementResult {
  const { cursor } = context;
  cursor.expect('ADD');
  if (cursor.accept('CONSTRAINT')) readIdentifier(cursor);
  const isPrimary = cursor.accept('PRIMARY', 'KEY');
  if (!isPrimary) return done();
  cursor.expect('(');
  const names: string[] = [];
  do names.push(readIdentifier(cursor));
  while (cursor.accept(','));
  cursor.expect(')');
  return update(context, object, {
    columns: object.columns.map((c) => (names.includes(c.name) ? { ...c, primaryKey: true } : c)),
  });
}

function set(context: StatementContext, object: SchemaObject): StatementResult {
  const { cursor, engine } = context;
  if (cursor.accept('SECURE')) return update(context, object, { secure: true });
  if (cursor.accept('TAG')) {
    do {
      const tag = readName(cursor).join('.');
      cursor.expect('=');
      engine.catalog.tags.set(`TABLE ${physicalSql(object)} ${tag}`, cursor.next().value);
    } while (cursor.accept(','));
    return done();
  }
  let changed: Partial<SchemaObject> = {};
  while (!cursor.atEnd) {
    const name = readIdentifier(cursor);
    cursor.expect('=');
    const value = readValue(cursor);
    if (name === 'COMMENT') changed = { ...changed, comment: value };
    else if (name === 'DATA_RETENTION_TIME_IN_DAYS') changed = { ...changed, retentionDays: Number(value) };
    else if (name === 'CHANGE_TRACKING') changed = { ...changed, changeTracking: value === 'TRUE' };
    else changed = { ...changed, properties: { ...object.properties, ...changed.properties, [name]: value } };
    cursor.accept(',');
  }
  return update(context, object, changed);
}

function unset(context: StatementContext, object: SchemaObject): StatementResult {
  const { cursor, engine } = context;
  if (cursor.accept('SECURE')) return update(context, object, { secure: false });
  const isTag = cursor.accept('TAG');
  do {
    const name = readName(cursor).join('.');
    if (isTag) engine.catalog.tags.delete(`TABLE ${physicalSql(object)} ${name}`);
    else if (name === 'COMMENT') update(context, object, { comment: '' });
    else if (name === 'DATA_RETENTION_TIME_IN_DAYS') without(context, object, 'retentionDays');
  } while (cursor.accept(','));
  return done();
}

async function alterContainer({ cursor, engine, session }: StatementContext, kind: string): Promise<StatementResult> {
  if (kind !== 'SCHEMA' && kind !== 'DATABASE') return done();
  const ifExists = cursor.accept('IF', 'EXISTS');
  const [name, database = kind === 'SCHEMA' ? currentDatabase(session) : ''] = readName(cursor).reverse();
  const found = kind === 'SCHEMA' ? engine.catalog.schema(database, name!) : engine.catalog.databases.get(name!);
  if (!found && !ifExists) throw doesNotExist(kind === 'SCHEMA' ? 'Schema' : 'Database', name!);
  if (!found) return done();
  if (!cursor.acceptOne('SET', 'UNSET')) throw unsupported(`ALTER ${kind} ${cursor.peek()?.text.toUpperCase() ?? ''}`);
  if (cursor.sees('TAG')) {
    cursor.accept('TAG');
    return done();
  }
  let changed = found;
  while (!cursor.atEnd) {
    const key = readIdentifier(cursor);
    const value = cursor.accept('=') ? readValue(cursor) : '';
    if (key === 'COMMENT') changed = { ...changed, comment: value };
    if (key === 'DATA_RETENTION_TIME_IN_DAYS') changed = { ...changed, retentionDays: Number(value || 1) };
    cursor.accept(',');
  }
  if ('database' in changed) engine.catalog.putSchema(changed as never);
  else engine.catalog.databases.set(changed.name, changed);
  await engine.store.save(engine.catalog);
  return done();
}
