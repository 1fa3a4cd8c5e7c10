// Bundles compiler/ into dist/: one chunk a command and a driver, so that a call loads only what it needs.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildSite } from './build-site.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entries = {
  api: 'compiler/api/index.ts',
  jinja: 'compiler/jinja/index.ts',
};
const present = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file))));

// Built beside and put in place as a whole: whoever runs quern meanwhile has the old one or the new one.
const outdir = join(root, `dist.${process.pid}.tmp`);
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: process.argv.includes('--sourcemap'),
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  external: [
    '@duckdb/node-bindings',
    'snowflake-sdk',
    'pg',
    'pg-copy-streams',
    'nodemailer',
    '@google-cloud/bigquery',
    'google-auth-library',
    '@polyglot-sql/sdk',
    'fsevents',
  ],
  logLevel: 'warning',
};
const esm = {
  format: 'esm',
  // CommonJS packages inside the bundle call require().
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};
await build({ ...common, ...esm, entryPoints: present, outdir, splitting: true });
const commonjs = {
  ...common,
  format: 'cjs',
  // Code from V8's cache cannot call import(): drivers are required.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__fileUrl' },
  alias: { 'node:child_process': join(root, 'scripts/lazy-child-process.cjs') },
  banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
};
// The command line is one CommonJS file, for which V8 can keep its compiled code (bin/load.js). What few commands need is
// no part of it: every start pays for its size.
await build({
  ...commonjs,
  entryPoints: ['compiler/cli/main.ts'],
  outfile: join(outdir, 'cli.cjs'),
  plugins: [
    apart(/\/emulate\/snowflake\/index\.js$/, './emulate.cjs'),
    apart(/\/emulate\/bigquery\/index\.js$/, './emulate-bigquery.cjs'),
    apart(/\/deps\/index\.js$/, './deps.cjs'),
    apart(/\/semantic\/index\.js$/, './semantic.cjs'),
    apart(/\/monitor\/index\.js$/, './monitor.cjs'),
    apart(/\/notify\/index\.js$/, './notify.cjs'),
    apart(/\/nightly\/index\.js$/, './nightly.cjs'),
  ],
});
for (const [name, entry] of [
  ['emulate', 'compiler/emulate/snowflake/index.ts'],
  ['emulate-bigquery', 'compiler/emulate/bigquery/index.ts'],
  ['deps', 'compiler/deps/index.ts'],
  ['semantic', 'compiler/semantic/index.ts'],
  ['monitor', 'compiler/monitor/index.ts'],
  ['notify', 'compiler/notify/index.ts'],
  ['nightly', 'compiler/nightly/index.ts'],
])
  await build({ ...commonjs, entryPoints: [entry], outfile: join(outdir, `${name}.cjs`) });
escapeBeyondAscii(join(outdir, 'cli.cjs'));

await bundleMacros();
await buildSite(root, outdir);
putInPlace();
warmCodeCache();
if (process.argv.includes('--types')) declareTypes();

/** Imports of a module are those of another bundle. */
function apart(filter, path) {
  return { name: 'apart', setup: (made) => made.onResolve({ filter }, () => ({ path, external: true })) };
}

/** V8 keeps a source of ASCII in a third of the time. What esbuild leaves stands in regular expressions, where an escape is the same. */
function escapeBeyondAscii(file) {
  const source = readFileSync(file, 'utf8');
  if (/[\ud800-\udfff]/.test(source)) throw new Error(`${file} has a character that \\u cannot escape`);
  const escaped = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(file, source.replace(/[^\0-\x7f]/g, escaped));
}

/** The built-in macros as one file a package, scanned now, so that no start of quern has to. */
async function bundleMacros() {
  const temporary = mkdtempSync(join(tmpdir(), 'quern-build-'));
  try {
    const outfile = join(temporary, 'builtin.mjs');
    await build({ ...common, ...esm, entryPoints: ['compiler/parse/macros/builtin.ts'], outfile, splitting: false });
    const { builtinFromFolder, prepareBuiltin } = await import(pathToFileURL(outfile).href);
    mkdirSync(join(outdir, 'macros'), { recursive: true });
    for (const folder of readdirSync(join(root, 'macros')).filter((name) => name !== 'project')) {
      const files = prepareBuiltin(builtinFromFolder(folder, join(root, 'macros', folder)));
      writeFileSync(join(outdir, 'macros', `${folder}.json`), JSON.stringify(files));
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Builds a small project that has some of everything, so that the code cache holds what commands use, from reading files to running models. */
function warmCodeCache() {
  const temporary = mkdtempSync(join(tmpdir(), 'quern-build-'));
  try {
    cpSync(join(root, 'tests/fixtures/kitchen'), temporary, { recursive: true });
    const env = { ...process.env, DBT_PROFILES_DIR: temporary };
    spawnSync(process.execPath, [join(root, 'bin/quern.js'), 'build', '--quiet'], { cwd: temporary, env });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Declarations for programs that import quern. */
function declareTypes() {
  const tsc = join(root, 'node_modules/.bin/tsc');
  const { status } = spawnSync(tsc, ['-p', 'tsconfig.types.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function putInPlace() {
  const dist = join(root, 'dist');
  const old = `${outdir}.old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(outdir, dist);
  rmSync(old, { recursive: true, force: true });
}
