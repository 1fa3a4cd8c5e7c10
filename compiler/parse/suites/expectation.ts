import type { DiagnosticSink } from '../../base/diagnostics.js';
import { Float } from '../../base/scalars.js';
import { closest } from '../../base/suggest.js';
import type { YamlPath } from '../../base/yaml/index.js';
import type { MacroEntry, MacroIndex } from '../../render/macro-index.js';
import { isRecord } from '../config/merge.js';
import { expectationShape, mostlyOfWhole, unknownTestArgument } from '../diagnostics.js';
import { findTest } from '../macros/lookup.js';
import type { PropertyEntry } from '../properties/entries.js';
import { CONFIG_KEYS, type TestDefinition } from '../tests/definition.js';

/** Keys of an expectation that are no arguments of its test. */
const SETTINGS: ReadonlySet<string> = new Set([...CONFIG_KEYS, 'mostly']);
const NAME = /^(?:([A-Za-z_]\w*)\.)?([A-Za-z_]\w*)$/;
export interface ExpectationContext {
  readonly entry: PropertyEntry;
  readonly macros: MacroIndex;
  readonly sink: DiagnosticSink;
}

/** Where an expectation's test is named, and where its arguments stand. */
interface Written {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly at: YamlPath;
  readonly inner: YamlPath;
}

/**
 * Takes one item of `expectations:` apart: `not_null`, `{not_null: {column: id}}` or `{expectation: not_null, column: id}`. One for
 * each column if `column` is a list. Reports what is wrong with it.
 */
export function expectationsOf(value: unknown, index: number, context: ExpectationContext): TestDefinition[] {
  const written = writtenOf(value, ['expectations', index], context);
  if (!written) return [];
  const match = NAME.exec(written.name);
  if (!match) return complain(`'${written.name}' is no name of a generic test`, written.inner, context);
  const [, namespace, name] = match as unknown as [string, string | undefined, string];
  const { entry, macros } = context;
  const found = findExpectation(macros, name, namespace, entry.packageName);
  const takes = new Set(found?.macro.parameters.map((parameter) => parameter.name));
  const columns = takes.has('column') ? undefined : written.values.column;
  if (columns !== undefined && !(typeof columns === 'string' || isListOfTexts(columns)))
    return complain("'column' must be the name of a column, or a list of them", [...written.inner, 'column'], context);
  if (written.values.mostly !== undefined && !takes.has('mostly') && !isMostly(name, written, context)) return [];
  const own = !found || macros.isInternal(found) || found.packageName === entry.packageName;
  const test = { name, namespace: namespace ?? (own ? null : found.packageName) };
  if (found && hasWrongArguments(found, written, takes, context)) return [];
  const list = columns === undefined ? [undefined] : typeof columns === 'string' ? [columns] : columns;
  return list.map((column) => definitionOf(test, written, takes, column));
}

/** An argument that the macro of a test does not take, or a column that it needs. */
function hasWrongArguments(
  found: MacroEntry,
  written: Written,
  takes: ReadonlySet<string>,
  context: ExpectationContext,
): boolean {
  const { values, inner, name } = written;
  const { entry, sink } = context;
  const nested = isRecord(values.arguments) ? values.arguments : {};
  const isKnown = (key: string) => takes.has(key) || SETTINGS.has(key) || OWN_KEYS.has(key);
  // A macro that reads `kwargs` takes them all.
  const isOpen = /\bkwargs\b/.test(found.macro.block.text);
  const unknown = isOpen ? undefined : Object.keys(values).find((key) => !isKnown(key));
  if (unknown !== undefined) {
    const parameters = [...takes].map((parameter) => (parameter === 'column_name' ? 'column' : parameter));
    const free = parameters.filter((parameter) => parameter !== 'model' && !(parameter in values));
    const near = closest(unknown, [...free, ...SETTINGS]);
    sink.report(
      unknownTestArgument({ test: name, key: unknown, near, parameters }, entry.spanOf([...inner, unknown], 'key')),
    );
    return true;
  }
  const column = found.macro.parameters.find((parameter) => parameter.name === 'column_name');
  if (!column || column.hasDefault || 'column' in values || 'column_name' in { ...values, ...nested }) return false;
  complain(`'${name}' is about a column: say which by 'column'`, written.at, context);
  return true;
}

const OWN_KEYS: ReadonlySet<string> = new Set(['column', 'name', 'description', 'config', 'arguments']);

/** A package whose name is left out, be it installed or not: dbt_expectations for `expect_…`, dbt_utils for others. */
function findExpectation(
  macros: MacroIndex,
  name: string,
  namespace: string | undefined,
  packageName: string,
): MacroEntry | undefined {
  const found = findTest(macros, name, namespace ?? null, packageName);
  if (found || namespace !== undefined) return found;
  return findTest(macros, name, name.startsWith('expect_') ? 'dbt_expectations' : 'dbt_utils', packageName);
}

function writtenOf(value: unknown, at: YamlPath, context: ExpectationContext): Written | undefined {
  if (typeof value === 'string') return { name: value, values: {}, at, inner: at };
  // Neither a text nor a mapping: the check against the schema has said so.
  if (!isRecord(value)) return undefined;
  const { expectation, ...rest } = value;
  if (typeof expectation === 'string') return { name: expectation, values: rest, at, inner: at };
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) {
    const near = others.length > 0 ? closest('expectation', Object.keys(value)) : undefined;
    complain(
      name === undefined
        ? 'An expectation must have a name'
        : `An expectation must have one name, but this has the keys ${Object.keys(value).join(', ')}`,
      at,
      context,
      near
        ? `Did you mean 'expectation: …' where '${near}' stands?`
        : 'Indent its arguments below its name, or name it by expectation: …',
    );
    return undefined;
  }
  const values = value[name] ?? {};
  const inner = [...at, name];
  if (isRecord(values)) return { name, values, at, inner };
  complain(`The arguments of '${name}' must be a mapping, such as {column: id}`, inner, context);
  return undefined;
}

function definitionOf(
  test: Pick<TestDefinition, 'name' | 'namespace'>,
  { values, at, inner }: Written,
  takes: ReadonlySet<string>,
  column: string | undefined,
): TestDefinition {
  const { name: customName, description, config: ownConfig, arguments: nested, ...rest } = values;
  const config: Record<string, unknown> = {};
  const kwargs: Record<string, unknown> = {};
  const beside = new Set<string>();
  for (const [key, value] of Object.entries(rest)) {
    if (SETTINGS.has(key) && !takes.has(key)) {
      beside.add(key);
      if (value !== null) config[key] = value;
    } else if (key !== 'column' || column === undefined) kwargs[key] = value;
  }
  if (isRecord(ownConfig)) for (const key of Object.keys(ownConfig)) config[key] ??= ownConfig[key];
  if (isRecord(nested)) Object.assign(kwargs, nested);
  if (column !== undefined) kwargs.column_name = column;
  return {
    ...test,
    customName: typeof customName === 'string' ? customName : null,
    description,
    kwargs,
    config,
    at,
    configAt: (key) => (beside.has(key) ? [...inner, key] : [...inner, 'config', key]),
  };
}

/** Whether `mostly` is a share, of rows that the test answers one by one. */
function isMostly(name: string, { values, inner }: Written, context: ExpectationContext): boolean {
  const { entry, sink } = context;
  const at = [...inner, 'mostly'];
  const share = numberOf(values.mostly);
  if (share === undefined || share < 0 || share > 1) {
    complain("'mostly' must be a number from 0 to 1: the share of rows that must be as expected", at, context);
    return false;
  }
  const ofRows =
    !name.startsWith('expect_') || (/_values_|_value_lengths_|compound_columns/.test(name) && !OF_WHOLE.test(name));
  if (!ofRows) sink.report(mostlyOfWhole({ name }, entry.spanOf(at, 'key')));
  return ofRows;
}

/** Expectations of a column or table as a whole, though they have values in their names. */
const OF_WHOLE = /type|quantile|distinct|row_values|increasing|decreasing|stdevs|casing/;

export function numberOf(value: unknown): number | undefined {
  if (value instanceof Float) return value.value;
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : undefined;
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function complain(message: string, at: YamlPath, { entry, sink }: ExpectationContext, hint?: string): never[] {
  sink.report(expectationShape({ message, hint }, entry.spanOf(at)));
  return [];
}
