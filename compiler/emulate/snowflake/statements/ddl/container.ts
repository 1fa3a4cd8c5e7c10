import { alreadyExists, doesNotExist } from '../../engine/errors.js';
import { display, physicalSchema, quoteIdentifier } from '../../engine/names.js';
import { currentDatabase, readIdentifier, readName } from '../../engine/resolve.js';
import { type StatementResult, statusResult } from '../../results/result.js';
import { run, type StatementContext } from '../context.js';
import type { CreateFlags } from './create.js';
import { readRelationOptions } from './options.js';

export async function createDatabase(context: StatementContext, flags: CreateFlags): Promise<StatementResult> {
  const { cursor, engine, session } = context;
  const name = readIdentifier(cursor);
  const { comment } = readRelationOptions(cursor);
  if (engine.catalog.databases.has(name)) {
    if (flags.ifNotExists) return statusResult(`${display(name)} already exists, statement succeeded.`);
    if (!flags.replace) throw alreadyExists(display(name));
    await removeDatabase(context, name);
  }
  await engine.createDatabase(name, session.role, { comment, transient: flags.words.has('TRANSIENT') });
  session.database = name;
  session.schema = 'PUBLIC';
  return statusResult(`Database ${display(name)} successfully created.`);
}

export async function createSchema(context: StatementContext, flags: CreateFlags): Promise<StatementResult> {
  const { cursor, engine, session } = context;
  const [name, database = currentDatabase(session)] = readName(cursor).reverse();
  if (!engine.catalog.databases.has(database)) throw doesNotExist('Database', database);
  cursor.accept('WITH', 'MANAGED', 'ACCESS');
  const { comment, retentionDays } = readRelationOptions(cursor);
  if (engine.catalog.schema(database, name!)) {
    if (flags.ifNotExists) return statusResult(`${display(name!)} already exists, statement succeeded.`);
    if (!flags.replace) throw alreadyExists(`${display(database)}.${display(name!)}`);
    await removeSchema(context, database, name!);
  }
  const transient = flags.words.has('TRANSIENT');
  await engine.createSchema(database, name!, session.role, {
    comment,
    transient,
    ...(retentionDays === undefined ? {} : { retentionDays }),
  });
  // As in Snowflake, what was created is now in use.
  session.database = database;
  session.schema = name!;
  return statusResult(`Schema ${display(name!)} successfully created.`);
}

export async function removeSchema(context: StatementContext, database: string, schema: string): Promise<void> {
  const { engine, session } = context;
  await run(context, `DROP SCHEMA IF EXISTS ${quoteIdentifier(physicalSchema(database, schema))} CASCADE`);
  engine.catalog.dropSchema(database, schema);
  if (session.database === database && session.schema === schema) session.schema = undefined;
  await engine.store.save(engine.catalog);
}

export async function removeDatabase(context: StatementContext, database: string): Promise<void> {
  const { engine, session } = context;
  for (const schema of [...engine.catalog.schemas.values()])
    if (schema.database === database) await removeSchema(context, database, schema.name);
  engine.catalog.dropDatabase(database);
  if (session.database === database) session.database = session.schema = undefined;
  await engine.store.save(engine.catalog);
}
