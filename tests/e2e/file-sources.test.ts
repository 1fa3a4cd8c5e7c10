/** Sources that are files, where the warehouse reads them in place. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

const folder = mkdtempSync(join(tmpdir(), 'quern-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

function project(tables: string, files: Readonly<Record<string, string>>): string {
  const dir = join(folder, `p${++made}`);
  writeProject(dir, { 'models/_s.yml': `sources:\n  - name: lake\n    tables:\n${tables}` });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

function rows(dir: string, sql: string): unknown {
  const { code, stdout, output } = quern(dir, ['show', '--quiet', '--inline', sql, '--output', 'json']);
  expect(code, output).toBe(0);
  return JSON.parse(stdout).show;
}

const ALL = "select * from {{ source('lake', 't') }} order by id";

describe('a source of files', () => {
  it('has the declared columns with their types, and those of its folders', () => {
    const dir = project(
      `      - name: t
        config: {external_location: 'lake/{name}/*/*.csv', partitions: {day: date}, file_column: origin, read_options: {delim: ';'}}
        columns: [{name: id, data_type: bigint}, {name: code, data_type: text}]
`,
      {
        'lake/t/day=2026-01-01/a.csv': 'id;code;more\n1;007;x\n',
        'lake/t/day=2026-01-02/a.csv': 'code;id\n008;2\n',
      },
    );
    expect(rows(dir, ALL)).toEqual([
      { id: 1, code: '007', day: '2026-01-01', origin: expect.stringMatching(/day=2026-01-01\/a\.csv$/) },
      { id: 2, code: '008', day: '2026-01-02', origin: expect.stringMatching(/day=2026-01-02\/a\.csv$/) },
    ]);
    expect(rows(dir, "select distinct typeof(day) as t from {{ source('lake', 't') }}")).toEqual([{ t: 'DATE' }]);
  });

  it('has what is in the files where columns are not all declared', () => {
    const dir = project(
      `      - name: t
        config: {external_location: 'lake/*.json', file_format: json, meta: {hive_partitioning: false}}
        columns: [{name: id}]
`,
      { 'lake/a.json': '{"id": 1, "a": [1, 2]}', 'lake/b.json': '{"id": 2, "b": "x"}' },
    );
    expect(rows(dir, ALL)).toEqual([
      { id: 1, a: [1, 2], b: null },
      { id: 2, a: null, b: 'x' },
    ]);
  });

  it('is what dbt-duckdb makes of its location where nothing else is said', () => {
    const dir = project(
      "      - {name: t, config: {external_location: 'lake/{name}.csv'}, columns: [{name: id, data_type: text}]}\n",
      { 'lake/t.csv': 'id\n1\n' },
    );
    expect(quern(dir, ['compile', '--quiet', '--inline', ALL]).stdout).toContain("from 'lake/t.csv'");
  });

  it('needs no staging', () => {
    const dir = project("      - {name: t, config: {external_location: 'lake/t.csv', file_format: csv}}\n", {
      'lake/t.csv': 'id\n1\n',
    });
    const { code, output } = quern(dir, ['source', 'stage']);
    expect(code).toBe(0);
    expect(output).toContain('reads the files of sources where they are');
  });

  it('says what is wrong with its keys', () => {
    const dir = project(
      "      - {name: t, config: {external_location: 'lake/t.csv', hive_partitioning: perhaps, removed_files: drop}}\n",
      {},
    );
    const { code, output } = quern(dir, ['parse']);
    expect(code).not.toBe(0);
    expect(output).toContain('hive_partitioning');
    expect(output).toContain('removed_files');
  });
});
