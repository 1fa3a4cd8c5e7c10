import type { ColumnMeta, SchemaObject } from '../../engine/catalog.js';
import { compilationError } from '../../engine/errors.js';
import { physicalName, physicalSchema, quoteIdentifier, sqlString } from '../../engine/names.js';
import { fullName, physicalSql, readName, requireRelation } from '../../engine/resolve.js';
import { duckType } from '../../engine/types.js';
import type { StatementResult } from '../../results/result.js';
import { run, type StatementContext } from '../context.js';
import { describe } from '../query.js';
import { atomically } from '../transaction.js';
import { translateExpression, translateStatement } from '../translate.js';
import { type ColumnDefinition, readColumns, type TableDefinition } from './columns.js';
import type { CreateFlags } from './create.js';
import { created, creating, newObject, type Place, placeFor } from './make.js';
import { type RelationOptions, readRelationOptions } from './options.js';

/** CREATE TABLE in all its forms: with columns, AS a query, LIKE another, CLONE of another. */
export async function createTable(context: StatementContext, flags: CreateFlags): Promise<StatementResult> {
  const { cursor, engine } = context;
  const place = await placeFor(context, flags, 'TABLE');
  if (place.answer) return place.answer;
  const from = cursor.acceptOne('CLONE', 'LIKE');
  if (from) await copyTable(context, flags, place, from === 'CLONE');
  else {
    const definition = cursor.sees('(') ? readColumns(cursor) : { columns: [], primaryKey: [] };
    const options = readRelationOptions(cursor);
    const columns = cursor.accept('AS')
      ? await createFromQuery(context, place, definition, cursor.rest())
      : await createFromColumns(context, place, definition);
    record(context, flags, place, columns, options);
  }
  await engine.store.save(engine.catalog);
  return created('TABLE', place.name);
}

function record(
  context: StatementContext,
  flags: CreateFlags,
  place: Place,
  columns: readonly ColumnMeta[],
  options: RelationOptions,
): void {
  const { catalog } = context.engine;
  const table = newObject(context, place, 'TABLE', {
    columns,
    transient: flags.words.has('TRANSIENT'),
    comment: options.comment,
    copyGrants: options.copyGrants,
    ...(options.clusterBy === undefined ? {} : { clusterBy: options.clusterBy }),
    ...(options.retentionDays === undefined ? {} : { retentionDays: options.retentionDays }),
    ...(options.changeTracking === undefined ? {} : { changeTracking: options.changeTracking }),
    properties: { ...options.properties, ...(flags.words.has('ICEBERG') ? { ICEBERG: 'Y' } : {}) },
  });
  catalog.put(table);
  for (const [tag, value] of options.tags) catalog.tags.set(`TABLE ${physicalSql(table)} ${tag}`, value);
}

const targetOf = ({ name, temporary }: Place): string => physicalSql({ ...name, ...(temporary ? { temporary } : {}) });

async function createFromColumns(
  context: StatementContext,
  place: Place,
  { columns }: TableDefinition,
): Promise<ColumnMeta[]> {
  const parts: string[] = [];
  for (const column of columns) {
    if (!column.type) throw compilationError(`Missing data type of column '${column.name}'.`);
    if (column.identity) await createIdentity(context, place, column);
    const fallback = column.identity
      ? `nextval(${sqlString(identitySequence(place, column))})`
      : defaultSql(context, column);
    parts.push(
      `${quoteIdentifier(physicalName(column.name))} ${duckType(column.type)}${fallback ? ` DEFAULT (${fallback})` : ''}${column.nullable ? '' : ' NOT NULL'}`,
    );
  }
  await run(context, `${creating(place)} TABLE ${targetOf(place)} (${parts.join(', ')})`);
  return columns.map(metaOf);
}

function metaOf({ identity, ...column }: ColumnDefinition): ColumnMeta {
  return { ...column, type: column.type!, ...(identity ? { autoincrement: true } : {}) };
}

export function defaultSql(
  context: StatementContext,
  { default: written }: { readonly default?: string },
): string | undefined {
  return written === undefined ? undefined : translateExpression(context, written);
}

/** The sequence behind AUTOINCREMENT, by the table's and the column's name. */
function identitySequence(place: Place, column: { readonly name: string }): string {
  const { database, schema, name } = place.name;
  return `${quoteIdentifier(physicalSchema(database, schema))}.${quoteIdentifier(`${physicalName(name)} ${physicalName(column.name)} ${place.temporary ?? ''}`)}`;
}

async function createIdentity(context: StatementContext, place: Place, column: ColumnDefinition): Promise<void> {
  const { start, step } = column.identity!;
  if (place.old) await run(context, `DROP TABLE IF EXISTS ${targetOf(place)}`);
  await run(
    context,
    `CREATE OR REPLACE SEQUENCE ${identitySequence(place, column)} START ${start} INCREMENT ${step} ${Number(step) < 0 ? 'MINVALUE -9223372036854775808' : ''}`,
  );
}

/** Creates the table with its rows at once. A list of columns gives names, and types where it has them. */
async function createFromQuery(
  context: StatementContext,
  place: Place,
  definition: TableDefinition,
  query: string,
): Promise<ColumnMeta[]> {
  const translated = translateStatement(context, query);
  const found = await describe(context, translated);
  const given = definition.columns;
  if (given.length > 0 && given.length !== found.length)
    throw compilationError(`Invalid column definition list`, '002026', '42601');
  const columns = found.map(
    ({ name, type }, i): ColumnMeta => ({
      nullable: true,
      ...given[i],
      name: given[i]?.name ?? name,
      type: given[i]?.type ?? type,
    }),
  );
  const repeated = columns.find(({ name }, i) => columns.findIndex((c) => c.name === name) < i);
  if (repeated) throw compilationError(`duplicate column name '${repeated.name}'`, '002025', '42S21');
  const names = columns.map(({ name }) => quoteIdentifier(physicalName(name)));
  const select = columns.map(({ type }, i) => `CAST(${names[i]} AS ${duckType(type)}) AS ${names[i]}`).join(', ');
  const filled = `${creating(place)} TABLE ${targetOf(place)} AS SELECT ${select} FROM (${translated}) AS q(${names.join(', ')})`;
  const required = columns.flatMap(({ nullable }, i) => (nullable ? [] : [names[i]!]));
  if (required.length === 0) await run(context, filled);
  else
    await atomically(context, true, async () => {
      await run(context, filled);
      for (const name of required)
        await run(context, `ALTER TABLE ${targetOf(place)} ALTER COLUMN ${name} SET NOT NULL`);
    });
  return columns;
}

async function copyTable(
  context: StatementContext,
  flags: CreateFlags,
  place: Place,
  withRows: boolean,
): Promise<void> {
  const { cursor, engine, session } = context;
  const source = requireRelation(engine, session, fullName(session, readName(cursor)), 'Table');
  if (cursor.sees('AT') || cursor.sees('BEFORE')) cursor.until('COPY GRANTS');
  const options = readRelationOptions(cursor);
  await atomically(context, true, async () => {
    const columns = await createFromColumns(context, place, { columns: source.columns, primaryKey: [] });
    if (withRows) await run(context, `INSERT INTO ${targetOf(place)} SELECT * FROM ${physicalSql(source)}`);
    record(context, flags, place, columns, { ...inherited(source), ...options });
  });
}

function inherited(source: SchemaObject): Partial<RelationOptions> {
  return source.clusterBy === undefined ? {} : { clusterBy: source.clusterBy };
}
