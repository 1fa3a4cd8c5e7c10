// npm run warehouses: builds the warehouses of this repository from nothing, then their second day, and prints README's table.
//
//   npm run warehouses                        all of them, each on its own platform
//   npm run warehouses -- star olist          these
//   npm run warehouses -- --everywhere        on every platform that they run on here
//   npm run warehouses -- --scale 0.1         smaller data
//   npm run warehouses -- --write README.md   the table into the file, between its marks
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { install, root, step } from './lib.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { everywhere: { type: 'boolean', default: false }, scale: { type: 'string' }, write: { type: 'string' } },
});
install();
if (!existsSync(join(root, 'dist', 'cli.cjs'))) step('Build quern', process.execPath, ['scripts/build.mjs']);

const { build } = await import('esbuild');
/** In a bundle a module no longer stands where its file does: it is told. */
const places = {
  name: 'places',
  setup(bundler) {
    bundler.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => {
      if (path.includes('node_modules') || path.startsWith(folder)) return undefined;
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: extname(path) === '.ts' ? 'ts' : 'js' };
    });
  },
};
// Within the repository, where packages are found.
const folder = mkdtempSync(join(root, 'tests/warehouses/.bundle-'));
const code = await (async () => {
  try {
    const examples = (
      existsSync(join(root, 'examples')) ? readdirSync(join(root, 'examples'), { withFileTypes: true }) : []
    )
      .filter((entry) => entry.isDirectory() && existsSync(join(root, 'examples', entry.name, 'warehouse.ts')))
      .map((entry) => `../../../examples/${entry.name}/warehouse.ts`);
    const files = ['../marketing.ts', ...examples];
    writeFileSync(
      join(folder, 'entry.ts'),
      [
        ...files.map((file, at) => `import { warehouse as w${at} } from '${file}';`),
        "import { main } from '../main.ts';",
        `export const run = (options) => main([${files.map((_, at) => `w${at}`).join(', ')}], options);`,
      ].join('\n'),
    );
    await build({
      absWorkingDir: root,
      entryPoints: [join(folder, 'entry.ts')],
      outfile: join(folder, 'bundle.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      logLevel: 'warning',
      plugins: [places],
    });
    const { run } = await import(pathToFileURL(join(folder, 'bundle.mjs')).href);
    return await run({
      names: positionals,
      everywhere: values.everywhere,
      ...(values.scale ? { scale: Number(values.scale) } : {}),
      ...(values.write ? { write: join(root, values.write) } : {}),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();
process.exit(code);
