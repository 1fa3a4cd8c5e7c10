import { namespaceOf, type SchemaObject } from '../../engine/catalog.js';
import { alreadyExists, unsupported } from '../../engine/errors.js';
import { displayObject, type ObjectName, physicalName, quoteIdentifier } from '../../engine/names.js';
import { fullName, physicalSql, requireRelation, requireSchema } from '../../engine/resolve.js';
import { type StatementResult, statusResult } from '../../results/result.js';
import { run, type StatementContext } from '../context.js';
import { atomically } from '../transaction.js';

export async function renameObject(
  context: StatementContext,
  object: SchemaObject,
  parts: readonly string[],
): Promise<StatementResult> {
  const { engine, session } = context;
  const name = fullName({ database: object.database, schema: session.schema ?? object.schema }, parts);
  requireSchema(engine, name);
  if (engine.catalog.find(namespaceOf(object.kind), name, session.id)) throw alreadyExists(displayObject(name));
  await engine.locks.acquire(physicalSql(name), session.id);
  await atomically(context, true, () => move(context, object, name));
  engine.catalog.drop(object);
  engine.catalog.put({ ...object, ...name });
  renameGrants(context, object, name);
  return statusResult('Statement executed successfully.');
}

/** Both names, their contents and their grants at once: a reader sees either all of it or nothing. */
export async function swapObjects(
  context: StatementContext,
  object: SchemaObject,
  parts: readonly string[],
): Promise<StatementResult> {
  const { engine, session } = context;
  const other = requireRelation(engine, session, fullName(session, parts), 'Table');
  await engine.locks.acquire(physicalSql(other), session.id);
  const between = { ...object, name: `${object.name} swap ${object.id}` };
  await atomically(context, true, async () => {
    await move(context, object, between);
    await move(context, other, object);
    await move(context, between, other);
  });
  engine.catalog.put({ ...object, ...nameOf(other) });
  engine.catalog.put({ ...other, ...nameOf(object) });
  renameGrants(context, object, between);
  renameGrants(context, other, object);
  renameGrants(context, between, other);
  return statusResult('Statement executed successfully.');
}

function nameOf({ database, schema, name }: ObjectName): ObjectName {
  return { database, schema, name };
}

function renameGrants({ engine }: StatementContext, from: SchemaObject, to: ObjectName): void {
  const { grants } = engine.catalog;
  const [before, after] = [displayObject(from), displayObject(to)];
  grants.forEach((grant, i) => {
    if (grant.name === before && grant.on === from.kind) grants[i] = { ...grant, name: after };
  });
}

/** DuckDB renames within a schema; to another one the rows are copied. */
async function move(context: StatementContext, object: SchemaObject, to: ObjectName): Promise<void> {
  if (namespaceOf(object.kind) !== 'RELATION' && object.kind !== 'SEQUENCE') return;
  const from = physicalSql(object);
  const isView = object.kind === 'VIEW';
  if (object.database === to.database && object.schema === to.schema) {
    const target = object.temporary ? { ...to, temporary: object.temporary } : to;
    const renamed = object.temporary ? physicalSql(target).split('.').at(-1)! : quoteIdentifier(physicalName(to.name));
    await run(
      context,
      `ALTER ${isView ? 'VIEW' : object.kind === 'SEQUENCE' ? 'SEQUENCE' : 'TABLE'} ${from} RENAME TO ${renamed}`,
    );
  } else if (isView) {
    throw unsupported('moving a view to another schema');
  } else {
    await run(context, `CREATE TABLE ${physicalSql(to)} AS SELECT * FROM ${from}`);
    await run(context, `DROP TABLE ${from}`);
  }
}
