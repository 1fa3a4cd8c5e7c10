import { basename } from 'node:path';
import type { SchemaObject } from '../../engine/catalog.js';
import { invalidIdentifier, SnowflakeError, unsupported } from '../../engine/errors.js';
import { physicalName, quoteIdentifier, sqlString } from '../../engine/names.js';
import { fullName, physicalSql, readIdentifier, readName, requireRelation } from '../../engine/resolve.js';
import type { StagedFile } from '../../engine/stages.js';
import { duckType, type SnowType } from '../../engine/types.js';
import { type StatementResult, statementTypes, statusResult, textResult } from '../../results/result.js';
import { run, type StatementContext } from '../context.js';
import { atomically } from '../transaction.js';
import { translateStatement } from '../translate.js';
import { readPlace } from './files.js';
import { formatOptions, type Options, type Reader, reader, readOptions } from './format.js';
import { type StageLocation, stageFiles, stageLocation } from './location.js';
import { csvSource, field, records } from './read.js';

const KNOWN =
  /^(FILE_FORMAT|PATTERN|FILES|ON_ERROR|PURGE|FORCE|MATCH_BY_COLUMN_NAME|TRUNCATECOLUMNS|ENFORCE_LENGTH|RETURN_FAILED_ONLY|LOAD_UNCERTAIN_FILES|SIZE_LIMIT)$/;

interface Copy {
  readonly table: SchemaObject;
  readonly columns: readonly { readonly name: string; readonly type: SnowType }[];
  readonly location: StageLocation;
  readonly reader: Reader;
  readonly options: Options;
  /** `FROM (SELECT … FROM @stage)`, as it was written. */
  readonly query: string | undefined;
}

/** COPY INTO a table, from files in a stage. */
export async function copy(context: StatementContext): Promise<StatementResult> {
  const { engine, cancellation } = context;
  const what = readCopy(context);
  const { table, options, location } = what;
  const isForced = options.FORCE?.toUpperCase() === 'TRUE';
  const marks = (file: StagedFile): string => `${table.id} ${file.path} ${file.size} ${file.modified}`;
  const files = stageFiles(context, location, {
    ...(options.PATTERN === undefined ? {} : { pattern: options.PATTERN }),
    ...(options.FILES === undefined
      ? {}
      : { names: [...options.FILES.matchAll(/'([^']*)'/g)].map(([, name]) => name!) }),
  }).filter((file) => isForced || !engine.stages.loaded.has(marks(file)));
  if (files.length === 0) return statusResult('Copy executed with 0 files processed.', statementTypes.copy);
  if (context.describeOnly) return answer(what, []);
  await engine.locks.acquire(physicalSql(table), context.session.id);
  const counts: number[] = [];
  try {
    await atomically(context, true, async () => {
      for (const file of files) {
        cancellation.throwIfCancelled();
        counts.push(await load(context, what, file));
      }
    });
  } catch (error) {
    throw (await refusal(context, what, files[counts.length]!)) ?? error;
  }
  for (const file of files) {
    engine.stages.loaded.add(marks(file));
    if (options.PURGE?.toUpperCase() === 'TRUE' && location.folder === undefined) engine.stages.remove(file);
  }
  return answer(
    what,
    files.map((file, i) => [file, counts[i]!]),
  );
}

function readCopy(context: StatementContext): Copy {
  const { cursor, engine, session, sql } = context;
  cursor.expect('COPY', 'INTO');
  if (cursor.peek()?.text === '@' || cursor.peek()?.kind === 'string') throw unsupported('COPY INTO a stage');
  const table = requireRelation(engine, session, fullName(session, readName(cursor)), 'Table');
  const names: string[] = [];
  if (cursor.accept('(')) {
    do names.push(readIdentifier(cursor));
    while (cursor.accept(','));
    cursor.expect(')');
  }
  cursor.expect('FROM');
  const query = cursor.sees('(') ? cursor.group() : undefined;
  const place = query === undefined ? readPlace(context) : /@\S+/.exec(query)?.[0].replace(/[()].*$/, '');
  if (place === undefined) throw unsupported('COPY INTO from a query that reads no stage');
  const location = stageLocation(context, place);
  const options = readOptions(cursor.rest());
  for (const name of Object.keys(options)) if (!KNOWN.test(name)) throw unsupported(`COPY INTO with ${name}`);
  if (!/^(ABORT_STATEMENT)?$/i.test(options.ON_ERROR ?? ''))
    throw unsupported(`COPY INTO with ON_ERROR = ${options.ON_ERROR}`);
  const columns = (names.length > 0 ? names : table.columns.map(({ name }) => name)).map((name) => {
    const column = table.columns.find((c) => c.name === name);
    if (!column) throw invalidIdentifier(sql, sql.toUpperCase().indexOf(name.toUpperCase()), name);
    return column;
  });
  const format = { ...formatOptions(context, location.format), ...formatOptions(context, options.FILE_FORMAT) };
  return { table, columns, location, reader: reader(format), options, query };
}

async function load(context: StatementContext, what: Copy, file: StagedFile): Promise<number> {
  const { table, columns, options } = what;
  const target = `${physicalSql(table)} (${columns.map(({ name }) => quoteIdentifier(physicalName(name))).join(', ')})`;
  if (what.query !== undefined) {
    const translated = translateStatement(context, what.query);
    return (await run(context, `INSERT INTO ${target} ${translated}`)).changed;
  }
  if (what.reader.kind !== 'CSV') {
    const matches = options.MATCH_BY_COLUMN_NAME?.toUpperCase();
    return await loadRecords(context, what, file, target, matches !== undefined && matches !== 'NONE');
  }
  const select = columns.map(({ type }, i) => converted(field(what.reader, i), type));
  return (await run(context, `INSERT INTO ${target} SELECT ${select.join(', ')} FROM ${csv(what, file)}`)).changed;
}

/** Records of JSON or Parquet: into columns of the same name, or the whole record into a single column. */
async function loadRecords(
  context: StatementContext,
  { columns, reader: { kind } }: Copy,
  file: StagedFile,
  target: string,
  byName: boolean,
): Promise<number> {
  if (!byName && columns.length !== 1)
    throw unsupported(`COPY INTO several columns from ${kind} without MATCH_BY_COLUMN_NAME`);
  const key = (name: string): string => sqlString(`$."${name.replaceAll('"', '\\"')}"`);
  const value = (name: string): string =>
    `coalesce(json_extract(r, ${key(name.toLowerCase())}), json_extract(r, ${key(name)}))`;
  const select = byName ? columns.map(({ name, type }) => converted(value(name), type)) : ['r'];
  return (await run(context, `INSERT INTO ${target} SELECT ${select.join(', ')} FROM ${records(kind, file)}`)).changed;
}

function csv({ reader: how, columns }: Copy, file: StagedFile): string {
  return csvSource(how, file, columns.length);
}

const CONVERSIONS: Readonly<Record<string, (value: string) => string>> = {
  BOOLEAN: (value) => `sf_boolean(${value})`,
  DATE: (value) => `sf_to_date(${value})`,
  TIME: (value) => `sf_to_time(${value})`,
  TIMESTAMP_NTZ: (value) => `sf_to_timestamp(${value})`,
  TIMESTAMP_LTZ: (value) => `sf_to_timestamp_tz(${value})`,
  TIMESTAMP_TZ: (value) => `sf_to_timestamp_tz(${value})`,
  BINARY: (value) => `unhex(${value})`,
  TEXT: (value) => `sf_text(${value})`,
  VARIANT: (value) => `sf_variant(${value})`,
  OBJECT: (value) => `CAST(${value} AS JSON)`,
  ARRAY: (value) => `CAST(${value} AS JSON)`,
};

function converted(value: string, type: SnowType): string {
  return CONVERSIONS[type.name]?.(value) ?? `CAST(${value} AS ${duckType(type)})`;
}

/** Why a file was refused, as Snowflake says it: the first value that does not fit, with its place. */
async function refusal(context: StatementContext, what: Copy, file: StagedFile): Promise<SnowflakeError | undefined> {
  const { columns, reader: how, table } = what;
  if (how.kind !== 'CSV' || what.query !== undefined || context.cancellation.cancelled) return undefined;
  const wrong = columns.map(({ type }, i) => {
    const value = field(how, i);
    return `WHEN ${value} IS NOT NULL AND TRY(${converted(value, type)}) IS NULL THEN ${i}`;
  });
  const values = columns.map((_, i) => `c${i}`).join(', ');
  const search = `SELECT n, i, [${values}][i + 1] FROM (SELECT *, CASE ${wrong.join(' ')} END AS i FROM (SELECT *, row_number() OVER () AS n FROM ${csv(what, file)})) WHERE i IS NOT NULL ORDER BY n LIMIT 1`;
  // The session's own connection may be in a transaction that has failed.
  const apart = await context.engine.duck.connect();
  const found = await apart.run(search).catch((error: Error) => error);
  apart.close();
  const at = (line: number, rest: string): string =>
    `\n  File '${what.location.prefix}${file.name}', line ${line}, character 1\n  Row ${Math.max(1, line - how.headerLines)}, ${rest}\n  If you would like to continue loading when an error is encountered, use other values such as 'SKIP_FILE' or 'CONTINUE' for the ON_ERROR option.`;
  if (found instanceof Error) return wrongCount(found.message, columns.length, at);
  const [row, index, value] = found.rows[0] ?? [];
  if (row === undefined) return undefined;
  const column = columns[Number(index)]!;
  const [code, noun] = REFUSED[column.type.name] ?? ['100038', 'Numeric value'];
  return new SnowflakeError(
    code,
    code === '100038' ? '22018' : '22007',
    `${noun} '${value}' is not recognized${at(Number(row) + how.headerLines, `column "${table.name}"["${column.name}":${Number(index) + 1}]`)}`,
  );
}

const REFUSED: Readonly<Record<string, readonly [code: string, noun: string]>> = {
  BOOLEAN: ['100037', 'Boolean value'],
  DATE: ['100040', 'Date'],
  TIME: ['100108', 'Time'],
  TIMESTAMP_NTZ: ['100035', 'Timestamp'],
  TIMESTAMP_LTZ: ['100035', 'Timestamp'],
  TIMESTAMP_TZ: ['100035', 'Timestamp'],
};

function wrongCount(
  message: string,
  wanted: number,
  at: (line: number, rest: string) => string,
): SnowflakeError | undefined {
  const found = /Expected Number of Columns: \d+ Found: (\d+)/.exec(message)?.[1];
  if (found === undefined) return undefined;
  const line = Number(/Line: (\d+)/.exec(message)?.[1] ?? 1);
  return new SnowflakeError(
    '100080',
    '22000',
    `Number of columns in file (${found}) does not match that of the corresponding table (${wanted}), use file format option error_on_column_count_mismatch=false to ignore this error${at(line, 'column 1')}`,
  );
}

function answer({ location }: Copy, loaded: readonly (readonly [StagedFile, number])[]): StatementResult {
  const names = [
    'file',
    'status',
    'rows_parsed',
    'rows_loaded',
    'error_limit',
    'errors_seen',
    'first_error',
    'first_error_line',
    'first_error_character',
    'first_error_column_name',
  ];
  const rows = loaded.map(([file, count]) => [
    location.prefix === '' ? basename(file.name) : `${location.prefix}${file.name}`,
    'LOADED',
    String(count),
    String(count),
    '1',
    '0',
    null,
    null,
    null,
    null,
  ]);
  const { columns } = textResult(names, []);
  const numbers = /^(rows_|error|first_error_(line|character))/;
  return {
    columns: columns.map((c) =>
      numbers.test(c.name) ? { ...c, type: { name: 'NUMBER', precision: 38, scale: 0 } as const } : c,
    ),
    rows,
    statementType: statementTypes.copy,
  };
}
