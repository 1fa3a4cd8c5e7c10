// node scripts/contract-table.mjs: runs the contract of whole projects on every platform and writes what holds where into
// docs/platforms/contract.md. Ends with 1 if a case failed.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from './lib.mjs';

const NAMES = { duckdb: 'DuckDB', postgres: 'PostgreSQL', snowflake: 'Snowflake', bigquery: 'BigQuery' };

const report = join(mkdtempSync(join(tmpdir(), 'quern-contract-')), 'report.json');
const code = run(join(root, 'node_modules/.bin/vitest'), [
  'run',
  '-t',
  'projects:',
  'tests/adapters',
  '--reporter=json',
  `--outputFile.json=${report}`,
]);
const limits = JSON.parse(readFileSync(join(root, 'tests/adapters/contract/limits.json'), 'utf8'));

/** Topic → case → platform → status. */
const topics = new Map();
const platforms = new Set();
for (const file of JSON.parse(readFileSync(report, 'utf8')).testResults) {
  for (const { ancestorTitles, title, status } of file.assertionResults) {
    const at = ancestorTitles.findIndex((name) => name.startsWith('projects: '));
    const topic = ancestorTitles[at + 1];
    if (at < 0 || topic === undefined || status === 'skipped') continue;
    const platform = ancestorTitles[at].slice('projects: '.length);
    platforms.add(platform);
    const cases = topics.get(topic) ?? new Map();
    topics.set(topic, cases);
    cases.set(title, { ...cases.get(title), [platform]: status });
  }
}

const columns = Object.keys(NAMES).filter((name) => platforms.has(name));
const reasons = [];
const cell = (status, reason) => {
  if (status !== undefined) return status === 'passed' ? '✓' : 'fails';
  if (reason === undefined) return '';
  if (!reasons.includes(reason)) reasons.push(reason);
  return `– [${reasons.indexOf(reason) + 1}]`;
};
const lines = [
  '# What holds on every platform',
  '',
  'One suite of small projects is run on every platform (`tests/adapters/contract/`); `node scripts/contract-table.mjs` writes this table',
  'from its results. DuckDB and PostgreSQL are themselves; Snowflake and BigQuery are servers on loopback that speak their protocols to the',
  'unmodified drivers, with DuckDB behind them: `quern emulate snowflake` and `quern emulate bigquery`.',
  '',
];
for (const [topic, cases] of topics) {
  lines.push(`## ${topic[0].toUpperCase()}${topic.slice(1)}`, '');
  lines.push(`| | ${columns.map((name) => NAMES[name]).join(' | ')} |`, `| --- |${' :-: |'.repeat(columns.length)}`);
  for (const [title, statuses] of cases) {
    const cells = columns.map((name) => cell(statuses[name], limits[name]?.[`${topic}: ${title}`]));
    lines.push(`| ${title} | ${cells.join(' | ')} |`);
  }
  lines.push('');
}
if (reasons.length > 0) lines.push('## Why not', '', ...reasons.map((reason, i) => `${i + 1}. ${reason}.`), '');
mkdirSync(join(root, 'docs/platforms'), { recursive: true });
writeFileSync(join(root, 'docs/platforms/contract.md'), lines.join('\n'));
process.exit(code);
