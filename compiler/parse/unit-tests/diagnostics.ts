import { defineDiagnostic } from '../../base/diagnostics.js';
import type { FixtureFormat } from '../../manifest/unit-test.js';

const WANTED: Readonly<Record<FixtureFormat, string>> = {
  dict: 'a list of mappings, one a row: [{id: 1, name: a}]',
  csv: "a text: the names of columns, then a line a row; or 'fixture:' with the name of a .csv file",
  sql: "a text: a select; or 'fixture:' with the name of a .sql file",
};

export const fixtureRows = defineDiagnostic<{ test: string; what: string; format: FixtureFormat }>({
  code: 'UNT001',
  category: 'Parsing Error',
  message: (d) => `Unit test '${d.test}' has ${d.what} rows which do not match format '${d.format}'`,
  hint: (d) => `Rows of format ${d.format} are ${WANTED[d.format]}.`,
});

export const fixtureMissing = defineDiagnostic<{
  test: string;
  fixture: string;
  folders: readonly string[];
  near?: string;
}>({
  code: 'UNT002',
  category: 'Parsing Error',
  message: (d) => `File not found for fixture '${d.fixture}' in unit test '${d.test}'`,
  hint: (d) =>
    d.near
      ? `Did you mean '${d.near}'?`
      : `Fixtures are .csv and .sql files in ${d.folders.map((folder) => `${folder}/fixtures`).join(', ')}.`,
});

export const seedMissing = defineDiagnostic<{ test: string; input: string }>({
  code: 'UNT003',
  category: 'Parsing Error',
  message: (d) => `Unit test '${d.test}' gives no rows for ${d.input}, which is no seed`,
  hint: () => "Only a seed's rows are there without being given. Add 'rows:' (rows: [] for none).",
});
