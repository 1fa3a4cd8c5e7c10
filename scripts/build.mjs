// Bundles compiler/ into dist/: one chunk a command and a driver, so that a call loads only what it needs.
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entries = {
  cli: 'compiler/cli/main.ts',
  project: 'compiler/project.ts',
  jinja: 'compiler/jinja/index.ts',
};
const present = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file))));

rmSync(join(root, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: present,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: process.argv.includes('--sourcemap'),
  minifySyntax: true,
  legalComments: 'none',
  external: ['@duckdb/node-api', 'snowflake-sdk', 'pg', '@google-cloud/bigquery', 'fsevents'],
  // CommonJS packages inside the bundle call require().
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: 'warning',
});
