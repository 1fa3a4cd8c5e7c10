import type { ColumnMeta, SchemaObject } from '../../engine/catalog.js';
import { compilationError } from '../../engine/errors.js';
import { physicalName, quoteIdentifier } from '../../engine/names.js';
import { physicalSql } from '../../engine/resolve.js';
import { duckType } from '../../engine/types.js';
import { type StatementResult, statusResult } from '../../results/result.js';
import { run, type StatementContext } from '../context.js';
import { describe } from '../query.js';
import { translateStatement } from '../translate.js';
import { readColumns } from './columns.js';
import type { CreateFlags } from './create.js';
import { created, creating, newObject, placeFor } from './make.js';
import { readRelationOptions } from './options.js';

/** Views are DuckDB's views; materialized views and dynamic tables are tables, filled now and by REFRESH. */
export async function createView(
  context: StatementContext,
  flags: CreateFlags,
  kind: 'VIEW' | 'MATERIALIZED VIEW' | 'DYNAMIC TABLE',
): Promise<StatementResult> {
  const { cursor, engine } = context;
  const place = await placeFor(context, flags, kind);
  if (place.answer) return place.answer;
  const given = cursor.sees('(') ? readColumns(cursor).columns : [];
  const options = readRelationOptions(cursor);
  cursor.expect('AS');
  const query = cursor.rest();
  const translated = translateStatement(context, query);
  const found = await describe(context, translated);
  if (given.length > 0 && given.length !== found.length)
    throw compilationError('Invalid column definition list', '002026', '42601');
  const columns = found.map(
    ({ name, type }, i): ColumnMeta => ({ nullable: true, ...given[i], name: given[i]?.name ?? name, type }),
  );
  const repeated = columns.find(({ name }, i) => columns.findIndex((c) => c.name === name) < i);
  if (repeated) throw compilationError(`duplicate column name '${repeated.name}'`, '002025', '42S21');
  const view = newObject(context, place, kind, {
    columns,
    query,
    comment: options.comment,
    copyGrants: options.copyGrants,
    secure: flags.words.has('SECURE'),
    transient: flags.words.has('TRANSIENT'),
    properties: options.properties,
    ...(options.clusterBy === undefined ? {} : { clusterBy: options.clusterBy }),
    ...(options.retentionDays === undefined ? {} : { retentionDays: options.retentionDays }),
  });
  await run(context, definition(view, translated));
  engine.catalog.put(view);
  for (const [tag, value] of options.tags) engine.catalog.tags.set(`TABLE ${physicalSql(view)} ${tag}`, value);
  await engine.store.save(engine.catalog);
  return created(kind, place.name);
}

function definition(view: SchemaObject, translated: string): string {
  const names = view.columns.map(({ name }) => quoteIdentifier(physicalName(name)));
  const target = physicalSql(view);
  if (view.kind === 'VIEW') return `${creating(view)} VIEW ${target} (${names.join(', ')}) AS ${translated}`;
  const select = view.columns.map(({ type }, i) => `CAST(${names[i]} AS ${duckType(type)}) AS ${names[i]}`).join(', ');
  return `${creating(view)} TABLE ${target} AS SELECT ${select} FROM (${translated}) AS q(${names.join(', ')})`;
}

/** Fills a dynamic table or materialized view anew. */
export async function refresh(context: StatementContext, view: SchemaObject): Promise<StatementResult> {
  await run(context, definition(view, translateStatement(context, view.query ?? '', view)));
  return statusResult('Statement executed successfully.');
}
