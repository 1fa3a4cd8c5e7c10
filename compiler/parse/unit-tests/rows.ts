import { CalendarDate, Timestamp } from '../../base/scalars.js';
import { closest } from '../../base/suggest.js';
import type { YamlPath } from '../../base/yaml/index.js';
import { parseReference } from '../../manifest/references.js';
import type { JsonObject } from '../../manifest/types.js';
import type { Fixture, FixtureFormat } from '../../manifest/unit-test.js';
import { isRecord } from '../config/merge.js';
import type { ParseEnvironment } from '../environment.js';
import type { PropertyEntry } from '../properties/entries.js';
import { fixtureMissing, fixtureRows, seedMissing } from './diagnostics.js';
import { csvRows, type FixtureFiles } from './fixtures.js';

export interface RowsContext {
  readonly env: ParseEnvironment;
  readonly entry: PropertyEntry;
  readonly files: FixtureFiles;
}

/** The rows at a place of a unit test, as dbt keeps them; undefined if they are not what their format says, which is reported. */
export function fixtureAt(value: Record<string, unknown>, at: YamlPath, context: RowsContext): Fixture | undefined {
  const format = formatOf(value.format);
  // The schema has said so.
  if (!format) return undefined;
  const fixture = typeof value.fixture === 'string' && value.fixture !== '' ? value.fixture : null;
  const rows = rowsOf(value, format, fixture, at, context);
  return rows === undefined ? undefined : { rows, format, fixture };
}

function rowsOf(
  value: Record<string, unknown>,
  format: FixtureFormat,
  fixture: string | null,
  at: YamlPath,
  context: RowsContext,
): Fixture['rows'] | undefined {
  const { entry, env } = context;
  const wrong = (): undefined => {
    const what = at[0] === 'given' ? 'input' : 'expected';
    const key = ['rows', 'fixture'].find((name) => value[name] !== undefined && value[name] !== null);
    env.sink.report(fixtureRows({ test: entry.name, what, format }, entry.spanOf(key ? [...at, key] : at)));
    return undefined;
  };
  const { rows } = value;
  if (format === 'dict') {
    const given = rows === undefined || rows === null ? undefined : rows;
    if (given === undefined && fixture === null && at[0] === 'given') {
      const found = seedRows(String(value.input), at, context);
      return found && firstComplete(found);
    }
    return Array.isArray(given) && given.every(isRecord) ? firstComplete(given as JsonObject[]) : wrong();
  }
  if (fixture === null && typeof rows !== 'string') return wrong();
  const read = fixture === null ? undefined : fileRows(fixture, at, context);
  if (fixture !== null && read === undefined) return undefined;
  if (format === 'sql') {
    const query = read ?? (rows as string);
    return typeof query === 'string' ? query : wrong();
  }
  const table = read ?? csvRows(rows as string);
  return typeof table === 'string' ? wrong() : firstComplete(table.map(withoutBlanks));
}

function formatOf(format: unknown): FixtureFormat | undefined {
  if (format === undefined || format === null) return 'dict';
  return format === 'dict' || format === 'csv' || format === 'sql' ? format : undefined;
}

function fileRows(name: string, at: YamlPath, { env, entry, files }: RowsContext): Fixture['rows'] | undefined {
  const { packageName } = entry;
  const rows = files.fixture(packageName, name);
  if (rows !== undefined) return rows;
  const near = closest(name, files.fixtureNames(packageName));
  env.sink.report(
    fixtureMissing(
      { test: entry.name, fixture: name, folders: files.folders(packageName), ...(near ? { near } : {}) },
      entry.spanOf([...at, 'fixture']),
    ),
  );
  return undefined;
}

/** An input without rows is a seed: its file has them. */
function seedRows(input: string, at: YamlPath, { env, entry, files }: RowsContext): readonly JsonObject[] | undefined {
  const call = parseReference(input);
  const packageName = (call?.kind === 'ref' && call.package) || entry.packageName;
  const rows = call?.kind === 'ref' ? files.seed(packageName, call.name) : undefined;
  if (rows) return rows;
  env.sink.report(seedMissing({ test: entry.name, input }, entry.spanOf([...at, 'input'])));
  return undefined;
}

/** An empty value of a CSV is null. */
function withoutBlanks(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === '' ? null : value]));
}

/** The first row without nulls changes places with the first one, since some databases take a column's type from that. */
function firstComplete(rows: readonly JsonObject[]): readonly JsonObject[] {
  const at = rows.findIndex((row) => Object.values(row).every((value) => value !== null));
  if (at <= 0) return rows;
  const out = [...rows];
  [out[0], out[at]] = [out[at]!, out[0]!];
  return out;
}

/** The same value with dates and times as ISO texts, as dbt keeps them. */
export function withIsoDates<T>(value: T): T {
  if (value instanceof CalendarDate || value instanceof Timestamp) return value.iso as T;
  if (Array.isArray(value)) return value.map(withIsoDates) as T;
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIsoDates(item)])) as T;
}
