// Bundles compiler/ into dist/: one chunk a command and a driver, so that a call loads only what it needs.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entries = {
  cli: 'compiler/cli/main.ts',
  project: 'compiler/project.ts',
  jinja: 'compiler/jinja/index.ts',
};
const present = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file))));

rmSync(join(root, 'dist'), { recursive: true, force: true });
const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: process.argv.includes('--sourcemap'),
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  external: ['@duckdb/node-api', 'snowflake-sdk', 'pg', '@google-cloud/bigquery', 'fsevents'],
  // CommonJS packages inside the bundle call require().
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
};
await build({ ...common, entryPoints: present, outdir: 'dist', splitting: true });

await bundleMacros();

/** The built-in macros as one file a package, scanned now, so that no start of quern has to. */
async function bundleMacros() {
  const temporary = mkdtempSync(join(tmpdir(), 'quern-build-'));
  try {
    const outfile = join(temporary, 'builtin.mjs');
    await build({ ...common, entryPoints: ['compiler/parse/macros/builtin.ts'], outfile, splitting: false });
    const { builtinFromFolder, prepareBuiltin } = await import(pathToFileURL(outfile).href);
    mkdirSync(join(root, 'dist', 'macros'), { recursive: true });
    for (const folder of readdirSync(join(root, 'macros')).filter((name) => name !== 'project')) {
      const files = prepareBuiltin(builtinFromFolder(folder, join(root, 'macros', folder)));
      writeFileSync(join(root, 'dist', 'macros', `${folder}.json`), JSON.stringify(files));
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
