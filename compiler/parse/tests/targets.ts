import type { YamlPath } from '../../base/yaml/index.js';
import type { CompilableNode } from '../../manifest/types.js';
import { asList, isRecord } from '../config/merge.js';
import type { PropertyEntry } from '../properties/entries.js';
import { type ModelVersion, type VersionIndex, versionColumns } from '../versions.js';
import type { TestDefinition } from './definition.js';

/** One item of a `data_tests:` list with what it tests. */
export interface TestSpot {
  readonly value: unknown;
  readonly at: YamlPath;
  /** The column's name as it goes into the test; null for a test of the whole. */
  readonly columnName: string | null;
  readonly columnTags: readonly string[];
  /** Where it was taken apart already: an expectation of a suite. */
  readonly definition?: TestDefinition;
}

/** What tests are about: a model (or one of its versions), a seed, a snapshot, a table of a source. */
export interface TestTarget {
  readonly entry: PropertyEntry;
  /** For messages. */
  readonly label: string;
  /** In the test's name: `orders`, `orders_v1`, `raw_orders`. */
  readonly nameInTest: string;
  readonly isSource: boolean;
  /** `ref('orders')` */
  readonly call: string;
  readonly ref: { readonly name: string; readonly version: string | number | null } | null;
  readonly source: { readonly source: string; readonly table: string } | null;
  /** `models.orders` */
  readonly fileKey: string;
  readonly tags: readonly string[];
  readonly node: CompilableNode | undefined;
  readonly spots: readonly TestSpot[];
}

/** `data_tests:`, or `tests:` where that is used. */
export function testsOf(
  value: Readonly<Record<string, unknown>>,
  at: YamlPath,
): { readonly list: readonly unknown[]; readonly at: YamlPath } {
  const key = value.data_tests !== undefined && value.data_tests !== null ? 'data_tests' : 'tests';
  return { list: asList(value[key]), at: [...at, key] };
}

/** Tests of columns first, then those of the whole, as dbt orders them. */
export function spotsOf(
  value: Readonly<Record<string, unknown>>,
  at: YamlPath,
  quote: (name: string) => string,
  columns: { readonly list: readonly unknown[]; readonly at: (index: number) => YamlPath } = {
    list: asList(value.columns),
    at: (index) => [...at, 'columns', index],
  },
): TestSpot[] {
  const spots: TestSpot[] = [];
  columns.list.forEach((column, index) => {
    if (!isRecord(column) || (!column.data_tests && !column.tests)) return;
    const config = isRecord(column.config) ? column.config : {};
    const columnTags = [...asList(config.tags), ...asList(column.tags)].map(String);
    const name = String(column.name);
    const tests = testsOf(column, columns.at(index));
    tests.list.forEach(
      (item, i) =>
        void spots.push({
          value: item,
          at: [...tests.at, i],
          columnName: column.quote === true ? quote(name) : name,
          columnTags,
        }),
    );
  });
  const own = testsOf(value, at);
  own.list.forEach((item, i) => void spots.push({ value: item, at: [...own.at, i], columnName: null, columnTags: [] }));
  return spots;
}

const NO_TAGS: readonly string[] = [];

/** The targets of a model's entry: itself, or each of its versions. */
export function modelTargets(
  entry: PropertyEntry,
  value: Readonly<Record<string, unknown>>,
  versions: VersionIndex,
  nodeOf: (entry: PropertyEntry, version: string | number | null) => CompilableNode | undefined,
  quote: (name: string) => string,
): TestTarget[] {
  const list = versions.ofEntry(entry);
  const fileKey = `${entry.section}.${entry.name}`;
  const target = (
    label: string,
    nameInTest: string,
    call: string,
    version: string | number | null,
    spots: readonly TestSpot[],
  ): TestTarget => ({
    entry,
    label,
    nameInTest,
    isSource: false,
    call,
    ref: { name: entry.name, version },
    source: null,
    fileKey,
    tags: NO_TAGS,
    node: spots.length > 0 ? nodeOf(entry, version) : undefined,
    spots,
  });
  if (!list) return [target(entry.name, entry.name, `ref('${entry.name}')`, null, spotsOf(value, [], quote))];
  return list.map((item) => {
    const { version } = item;
    const call = `ref('${entry.name}', version='${version}')`;
    const spots = versionSpots(value, item, quote);
    return target(`${entry.name} v${version}`, `${entry.name}_v${version}`, call, version, spots);
  });
}

/** A version's own tests, or the model's where it has none; tests of the columns that it has. */
function versionSpots(
  value: Readonly<Record<string, unknown>>,
  version: ModelVersion,
  quote: (name: string) => string,
): TestSpot[] {
  const base = asList(value.columns);
  const rendered = asList(value.versions)[version.index] as Readonly<Record<string, unknown>>;
  const own = asList(rendered.columns);
  const list = versionColumns(base, rendered.columns);
  const at = (index: number): YamlPath => {
    const column = list[index];
    const inOwn = own.indexOf(column);
    return inOwn >= 0 ? ['versions', version.index, 'columns', inOwn] : ['columns', base.indexOf(column)];
  };
  const ownTests = testsOf(rendered, ['versions', version.index]);
  const columns = { list, at };
  return ownTests.list.length > 0
    ? spotsOf(rendered, ['versions', version.index], quote, columns)
    : spotsOf(value, [], quote, columns);
}
