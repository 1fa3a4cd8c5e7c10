// Writes docs/cli.md from the definitions of the commands. With --check, only says whether it is current.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'docs/cli.md');
// Inside the repository, so that packages are found.
const folder = mkdtempSync(join(root, 'node_modules/.quern-docs-'));
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['compiler/cli/reference.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // What commands load when they run is not needed to describe them.
    external: ['../project.js', '../config/index.js', '../adapters/registry.js', '../watch/*'],
    logLevel: 'warning',
  });
  const { cliReference } = await import(pathToFileURL(join(folder, 'reference.mjs')));
  const text = await cliReference();
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) {
    console.error('docs/cli.md is not current: run `node scripts/build-docs.mjs`.');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
