import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { JsonObject } from '../../base/json.js';
import { readEntry } from '../../load/read.js';
import type { FileEntry, SourceTree } from '../../load/tree.js';
import { parseCsv } from '../../render/values/csv.js';

/** The data files of a project that unit tests can name: fixtures and seeds, read when they are asked for. */
export class FixtureFiles {
  constructor(
    private readonly tree: SourceTree,
    private readonly sink: DiagnosticSink,
  ) {}

  /** Rows of a .csv fixture, or the query of a .sql one. */
  fixture(packageName: string, name: string): readonly JsonObject[] | string | undefined {
    const entry = this.#of('fixture', packageName).find((file) => stem(file) === name);
    const text = entry && this.#text(entry);
    if (text === undefined) return undefined;
    return /\.sql$/i.test(entry!.path) ? text.trim() : csvRows(text);
  }

  fixtureNames(packageName: string): string[] {
    return this.#of('fixture', packageName).map(stem);
  }

  /** Rows of a seed as texts. */
  seed(packageName: string, name: string): readonly JsonObject[] | undefined {
    const entry = this.#of('seed', packageName).find((file) => stem(file) === name);
    const text = entry && this.#text(entry);
    return text === undefined ? undefined : csvRows(text);
  }

  folders(packageName: string): readonly string[] {
    return this.tree.find((files) => files.package.name === packageName)?.package.paths.tests ?? [];
  }

  #of(kind: 'fixture' | 'seed', packageName: string): readonly FileEntry[] {
    return this.tree.find((files) => files.package.name === packageName)?.byKind[kind] ?? [];
  }

  #text(entry: FileEntry): string | undefined {
    return readEntry(entry, this.sink)?.text;
  }
}

/** Records under the names of the first line, all texts; null where a line is too short. Blank lines are none. */
export function csvRows(text: string): JsonObject[] {
  const [header, ...records] = parseCsv(text).records.filter((record) => record.fields.length > 0);
  const names = header?.fields ?? [];
  return records.map(({ fields }) => Object.fromEntries(names.map((name, at) => [name, fields[at] ?? null])));
}

function stem({ path }: FileEntry): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(csv|sql)$/i, '');
}
