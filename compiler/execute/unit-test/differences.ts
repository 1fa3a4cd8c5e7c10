import { textOf, type Value } from '../../jinja/values/index.js';

/** The rows of one side. */
export type Side = readonly (readonly Value[])[];

/** A cell as it is shown; null for the database's null. */
export type CellText = string | null;

export type RowDifference =
  | { readonly kind: 'same' | 'actual' | 'expected'; readonly cells: readonly CellText[] }
  /** Rows that are taken for the same one. */
  | { readonly kind: 'changed'; readonly expected: readonly CellText[]; readonly actual: readonly CellText[] };

/** Pairs of rows that are compared cell by cell; for more, rows are told whole. */
const MOST_PAIRS = 250_000;

/**
 * How two lists of rows differ, whatever their order. Rows of which some cells are equal are taken for the same row, those with the most equal
 * cells first. In the order of the expected rows; what only the actual side has comes last.
 */
export function differences(actual: Side, expected: Side): RowDifference[] {
  const left = new Map<string, CellText[][]>();
  for (const row of actual.map(texts)) {
    const key = JSON.stringify(row);
    const list = left.get(key);
    if (list) list.push(row);
    else left.set(key, [row]);
  }
  const rows = expected.map((row) => {
    const cells = texts(row);
    return { cells, same: left.get(JSON.stringify(cells))?.pop() !== undefined };
  });
  const extra = [...left.values()].flat();
  const partners = pair(
    rows.filter((row) => !row.same).map((row) => row.cells),
    extra,
  );
  const paired = new Set(partners.values());
  return [
    ...rows.map(({ cells, same }): RowDifference => {
      const partner = partners.get(cells);
      if (partner) return { kind: 'changed', expected: cells, actual: partner };
      return { kind: same ? 'same' : 'expected', cells };
    }),
    ...extra.filter((row) => !paired.has(row)).map((cells): RowDifference => ({ kind: 'actual', cells })),
  ];
}

type Row = readonly CellText[];

function pair(expected: readonly Row[], actual: readonly Row[]): Map<Row, Row> {
  const pairs = new Map<Row, Row>();
  if (expected.length * actual.length > MOST_PAIRS) return pairs;
  const likely = expected.flatMap((row) =>
    actual.flatMap((other) => {
      const equal = row.filter((cell, at) => cell !== null && cell === other[at]).length;
      return equal > 0 ? [{ row, other, equal }] : [];
    }),
  );
  likely.sort((a, b) => b.equal - a.equal);
  const taken = new Set<Row>();
  for (const { row, other } of likely) {
    if (pairs.has(row) || taken.has(other)) continue;
    pairs.set(row, other);
    taken.add(other);
  }
  return pairs;
}

function texts(row: readonly Value[]): CellText[] {
  return row.map((value) => (value === null ? null : textOf(value)));
}
