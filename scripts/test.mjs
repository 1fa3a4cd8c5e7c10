// npm test: everything that must hold, from a clean clone on. Ends with the line 'N passed, N failed[, N skipped]'.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conformance, tell } from './conformance.mjs';
import { install, root, run, step } from './lib.mjs';

const ci = Boolean(process.env.CI);
install();
step('Build', process.execPath, ['scripts/build.mjs']);

let passed = 0;
let failed = 0;
let skipped = 0;
// Of these: what can't run on this machine. It says so, loudly, by itself.
let excused = 0;
const check = (title, command, args) => {
  console.log(`\n› ${title}`);
  if (run(command, args) === 0) passed += 1;
  else failed += 1;
};
const bin = (name) => join(root, 'node_modules', '.bin', name);
check('Types', bin('tsc'), ['--noEmit']);
check('Types of the site', bin('tsc'), ['--noEmit', '-p', 'site']);
check('Lint and format', bin('biome'), ['check', '--error-on-warnings']);

console.log('\n› Tests');
const report = join(mkdtempSync(join(tmpdir(), 'quern-test-')), 'report.json');
const code = run(bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  skipped += result.numPendingTests + result.numTodoTests;
  excused = result.testResults
    .filter((file) => /\/(tests\/(differential|tools|batteries)\/|examples\/star\/dbt\.test)/.test(file.name))
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status === 'skipped' || test.status === 'pending').length;
  // A file that does not load has no tests to count.
  const broken = result.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
  );
  failed += broken.length;
  for (const file of broken) console.error(`did not load: ${file.name}`);
} catch (error) {
  console.error(`The test report can't be read: ${error.message}`);
  failed += 1;
}
if (code !== 0 && failed === 0) failed += 1;
// Not where the caller chooses tests.
if (process.argv.length === 2) {
  console.log("\n› dbt's adapter tests");
  const found = conformance();
  tell(found);
  if (found.missing) {
    skipped += 1;
    excused += 1;
  } else {
    passed += found.passed;
    failed += found.unexpected.length + found.mended.length;
  }
}
const unexcused = skipped - excused;
if (excused > 0)
  console.error(
    `\n${excused} tests were skipped for want of dbt-core, of tools that drive dbt, or of checkouts of packages: see '!!' above.`,
  );
if (ci && unexcused > 0) {
  console.error(`\n${unexcused} tests were skipped, which CI counts as failures.`);
  failed += unexcused;
}

console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 ? 1 : 0);
