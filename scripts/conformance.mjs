// npm run conformance [-- --docs] [pytest arguments]: dbt's own adapter tests (dbt-tests-adapter) against quern's command line, by the runner in
// tests/conformance. The environment is made once, where there is Python, in node_modules/.cache/conformance.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root, run } from './lib.mjs';

const here = join(root, 'tests/conformance');
const cache = join(root, 'node_modules/.cache/conformance');

/**
 * Runs the tests that pytest's arguments choose (default: all that are scored) and prints the score.
 * Answers how many pass and what is not as tests/conformance/open.json says, or why nothing was run.
 */
export function conformance(args = []) {
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import venv, ensurepip']).status === 0);
  if (!python) return { missing: 'there is no Python with venv on PATH' };
  mkdirSync(cache, { recursive: true });
  // pytest names tests by their real path.
  const lab = realpathSync(cache);
  const venv = join(lab, 'venv');
  if (!existsSync(join(venv, 'complete'))) {
    rmSync(venv, { recursive: true, force: true });
    const code = run('bash', [join(here, 'setup.sh'), venv], { env: { ...process.env, PYTHON: python } });
    if (code !== 0) return { missing: 'its Python packages could not be installed' };
  }
  const env = { ...process.env, LAB: lab, CONFORMANCE_VENV: venv, CONFORMANCE_NOW_ENV: 'QUERN_NOW' };
  run('bash', [join(here, 'run.sh'), join(root, 'bin/quern.js'), ...args], { env });
  const score = JSON.parse(readFileSync(join(lab, 'out/score.json'), 'utf8'));
  const open = readJson('tests/conformance/open.json');
  const failed = new Set(score.failed);
  return {
    passed: score.pass,
    total: score.of,
    areas: score.areas,
    unexpected: score.failed.filter((test) => !(test in open)),
    // Only a run of everything shows that a test is no longer open.
    mended: args.length > 0 ? [] : Object.keys(open).filter((test) => !failed.has(test)),
    open: score.failed.filter((test) => test in open).map((test) => `${test}: ${open[test]}`),
  };
}

/** Prints what `conformance` found. */
export function tell(found) {
  if (found.missing) {
    console.error(`\n!! DBT'S ADAPTER TESTS WERE NOT RUN: ${found.missing}.`);
    return;
  }
  for (const test of found.open) console.log(`known to fail: ${test}`);
  for (const test of found.unexpected)
    console.error(`failed: ${test} (node_modules/.cache/conformance/out/pytest.log)`);
  for (const test of found.mended) console.error(`passes now, take it out of tests/conformance/open.json: ${test}`);
}

/** The table in docs/migrating-from-dbt.md. */
function document({ passed, total, areas, open }) {
  const path = join(root, 'docs/migrating-from-dbt.md');
  const rows = Object.entries(areas).map(
    ([area, { pass, of }]) => `| ${area.replace('adapter/', '')} | ${pass} of ${of} |`,
  );
  const left = open.length > 0 ? ['', 'Not passing:', '', ...open.map((line) => `- ${line.replace(/^.*::/, '')}`)] : [];
  const table = [
    '| area | passing |',
    '| --- | --- |',
    ...rows,
    `| **all** | **${passed} of ${total}** |`,
    ...left,
  ].join('\n');
  const text = readFileSync(path, 'utf8');
  const [start, end] = ['<!-- conformance -->', '<!-- /conformance -->'];
  writeFileSync(
    path,
    `${text.slice(0, text.indexOf(start) + start.length)}\n${table}\n${text.slice(text.indexOf(end))}`,
  );
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  const found = conformance(args.filter((arg) => arg !== '--docs'));
  tell(found);
  if (args.includes('--docs') && !found.missing) document(found);
  process.exit(found.missing || found.unexpected.length + found.mended.length > 0 ? 1 : 0);
}
