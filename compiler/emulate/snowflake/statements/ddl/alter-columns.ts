import type { ColumnMeta, SchemaObject } from '../../engine/catalog.js';
import { compilationError, invalidIdentifier } from '../../engine/errors.js';
import { physicalName, quoteIdentifier } from '../../engine/names.js';
import { physicalSql, readIdentifier, readName } from '../../engine/resolve.js';
import { duckType } from '../../engine/types.js';
import { type StatementResult, statusResult } from '../../results/result.js';
import { run, type StatementContext } from '../context.js';
import { readColumn, readType } from './columns.js';
import { defaultSql } from './table.js';

const done = (): StatementResult => statusResult('Statement executed successfully.');
const sqlName = (name: string): string => quoteIdentifier(physicalName(name));

function save({ engine }: StatementContext, object: SchemaObject, columns: readonly ColumnMeta[]): StatementResult {
  engine.catalog.put({ ...object, columns });
  return done();
}

/** `ADD [COLUMN] [IF NOT EXISTS] a type, b type` */
export async function addColumns(context: StatementContext, object: SchemaObject): Promise<StatementResult> {
  const { cursor } = context;
  cursor.accept('COLUMN');
  const columns = [...object.columns];
  do {
    cursor.accept('COLUMN');
    const ifNotExists = cursor.accept('IF', 'NOT', 'EXISTS');
    const column = readColumn(cursor);
    if (columns.some((c) => c.name === column.name)) {
      if (ifNotExists) continue;
      throw compilationError(`column '${column.name}' already exists`, '001430', '42601');
    }
    if (!column.type) throw compilationError(`Missing data type of column '${column.name}'.`);
    const fallback = defaultSql(context, column);
    await run(
      context,
      `ALTER TABLE ${physicalSql(object)} ADD COLUMN ${sqlName(column.name)} ${duckType(column.type)}${fallback ? ` DEFAULT (${fallback})` : ''}`,
    );
    if (!column.nullable)
      await run(context, `ALTER TABLE ${physicalSql(object)} ALTER COLUMN ${sqlName(column.name)} SET NOT NULL`);
    columns.push({ ...column, type: column.type });
  } while (cursor.accept(','));
  return save(context, object, columns);
}

export async function dropColumns(context: StatementContext, object: SchemaObject): Promise<StatementResult> {
  const { cursor } = context;
  cursor.accept('COLUMN');
  let columns = object.columns;
  do {
    const ifExists = cursor.accept('IF', 'EXISTS');
    const name = readIdentifier(cursor);
    if (!columns.some((c) => c.name === name)) {
      if (ifExists) continue;
      throw unknownColumn(context, name);
    }
    await run(context, `ALTER TABLE ${physicalSql(object)} DROP COLUMN ${sqlName(name)}`);
    columns = columns.filter((c) => c.name !== name);
  } while (cursor.accept(','));
  return save(context, object, columns);
}

export async function renameColumn(context: StatementContext, object: SchemaObject): Promise<StatementResult> {
  const { cursor } = context;
  const name = readIdentifier(cursor);
  cursor.expect('TO');
  const renamed = readIdentifier(cursor);
  if (!object.columns.some((c) => c.name === name)) throw unknownColumn(context, name);
  await run(context, `ALTER TABLE ${physicalSql(object)} RENAME COLUMN ${sqlName(name)} TO ${sqlName(renamed)}`);
  return save(
    context,
    object,
    object.columns.map((c) => (c.name === name ? { ...c, name: renamed } : c)),
  );
}

/** `ALTER [COLUMN] a action, [COLUMN] b action`, also in brackets. */
export async function alterColumns(context: StatementContext, object: SchemaObject): Promise<StatementResult> {
  const { cursor } = context;
  const isList = cursor.accept('(');
  let columns = object.columns;
  do {
    cursor.accept('COLUMN');
    const name = readIdentifier(cursor);
    const column = columns.find((c) => c.name === name);
    if (!column) throw unknownColumn(context, name);
    const changed = await alterColumn(context, object, column);
    columns = columns.map((c) => (c === column ? changed : c));
  } while (cursor.accept(','));
  if (isList) cursor.expect(')');
  return save(context, object, columns);
}

async function alterColumn(context: StatementContext, object: SchemaObject, column: ColumnMeta): Promise<ColumnMeta> {
  const { cursor } = context;
  const alter = (what: string): Promise<unknown> =>
    run(context, `ALTER TABLE ${physicalSql(object)} ALTER COLUMN ${sqlName(column.name)} ${what}`);
  if (cursor.accept('COMMENT')) {
    cursor.accept('=');
    return { ...column, comment: cursor.next().value };
  }
  if (cursor.accept('UNSET', 'COMMENT')) return { ...column, comment: '' };
  if (cursor.accept('SET', 'NOT', 'NULL') || cursor.accept('NOT', 'NULL')) {
    await alter('SET NOT NULL');
    return { ...column, nullable: false };
  }
  if (cursor.accept('DROP', 'NOT', 'NULL')) {
    await alter('DROP NOT NULL');
    return { ...column, nullable: true };
  }
  if (cursor.accept('DROP', 'DEFAULT')) {
    await alter('DROP DEFAULT');
    const { default: _, ...rest } = column;
    return rest;
  }
  if (cursor.accept('SET', 'DEFAULT')) {
    const written = cursor.until(',');
    await alter(`SET DEFAULT ${defaultSql(context, { default: written })}`);
    return { ...column, default: written };
  }
  if (cursor.accept('SET', 'MASKING', 'POLICY')) {
    const maskingPolicy = readName(cursor).join('.');
    if (cursor.accept('USING')) cursor.group();
    cursor.accept('FORCE');
    return { ...column, maskingPolicy };
  }
  if (cursor.accept('UNSET', 'MASKING', 'POLICY')) {
    const { maskingPolicy: _, ...rest } = column;
    return rest;
  }
  if (cursor.acceptOne('SET TAG', 'UNSET TAG')) {
    cursor.until(',');
    return column;
  }
  if (!cursor.accept('SET', 'DATA', 'TYPE')) cursor.accept('TYPE');
  const type = readType(cursor);
  if (type.name !== column.type.name || (type.length ?? 0) < (column.type.length ?? 0)) {
    throw compilationError(
      `cannot change column ${column.name} from type ${column.type.name} to ${type.name} because they have incompatible types`,
      '002108',
      '22000',
    );
  }
  if (duckType(type) !== duckType(column.type)) await alter(`TYPE ${duckType(type)}`);
  return { ...column, type };
}

function unknownColumn({ sql }: StatementContext, name: string): Error {
  return invalidIdentifier(sql, sql.toUpperCase().lastIndexOf(name.toUpperCase()), name);
}
