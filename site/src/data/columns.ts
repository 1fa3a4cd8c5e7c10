import type { CatalogTable, ManifestColumn, ManifestNode } from './artifacts.js';

export interface Column {
  readonly name: string;
  /** As the database says it, or else as its author does. */
  readonly type: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly constraints: readonly string[];
  readonly tests: readonly ColumnTest[];
  /** Documented, but not in the database. */
  readonly isMissing: boolean;
}

export interface ColumnTest {
  readonly id: string;
  /** `unique`, `relationships`. */
  readonly name: string;
}

/** A node's columns: those of the database in their order, then those that are only documented. */
export function columnsOf(
  node: ManifestNode,
  catalog: CatalogTable | undefined,
  tests: readonly ManifestNode[],
): Column[] {
  const documented = new Map(Object.values(node.columns ?? {}).map((column) => [key(column.name), column]));
  const found = Object.values(catalog?.columns ?? {}).sort((a, b) => a.index - b.index);
  const testsBy = new Map<string, ColumnTest[]>();
  for (const test of tests) {
    if (!test.column_name) continue;
    const list = testsBy.get(key(test.column_name)) ?? [];
    list.push({ id: test.unique_id, name: test.test_metadata?.name ?? test.name });
    testsBy.set(key(test.column_name), list);
  }
  const made = (name: string, type: string, comment: string, own: ManifestColumn | undefined, isMissing: boolean) => ({
    name,
    type,
    description: own?.description || comment,
    tags: own?.tags ?? [],
    constraints: (own?.constraints ?? []).map((c) => c.type.replace(/_/g, ' ')),
    tests: testsBy.get(key(name)) ?? [],
    isMissing,
  });
  const present = new Set(found.map((column) => key(column.name)));
  return [
    ...found.map((c) => made(c.name, c.type, c.comment ?? '', documented.get(key(c.name)), false)),
    ...[...documented.values()]
      .filter((c) => !present.has(key(c.name)))
      .map((c) => made(c.name, c.data_type ?? '', '', c, catalog !== undefined)),
  ];
}

/** Databases differ in how they spell what was not quoted. */
function key(name: string): string {
  return name.replace(/^["`](.*)["`]$/, '$1').toLowerCase();
}
