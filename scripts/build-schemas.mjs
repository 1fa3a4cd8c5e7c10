// Makes the JSON schemas in schemas/ (for editors) and the validators in compiler/config/schemas/ (for quern) from compiler/config/schemas/source/.
// `--check` changes nothing and exits with 1 if something is out of date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { _, Name } from 'ajv/dist/compile/codegen/index.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');

const bundle = await build({
  entryPoints: [join(root, 'compiler/config/schemas/source/index.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const source = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`
);

const ajv = new (Ajv.default ?? Ajv)({
  allErrors: true,
  strict: false,
  code: { source: true, esm: true, optimize: 2 },
  inlineRefs: false,
});
const accepts = new Name('accepts');
ajv.addKeyword({
  keyword: 'kind',
  schemaType: ['string', 'array'],
  errors: true,
  error: { message: 'has another type', params: ({ schemaCode }) => _`{ kind: ${schemaCode} }` },
  code(cxt) {
    cxt.pass(_`${accepts}(${cxt.schemaCode}, ${cxt.data})`);
  },
});
ajv.addKeyword({
  keyword: 'config',
  schemaType: 'string',
  errors: true,
  error: { message: 'has unknown or wrong configs', params: ({ schemaCode }) => _`{ config: ${schemaCode} }` },
  code(cxt) {
    cxt.pass(_`${new Name('configFits')}(${cxt.schemaCode}, ${cxt.data})`);
  },
});

ajv.addKeyword({
  keyword: 'shape',
  schemaType: 'string',
  errors: true,
  error: {
    message: 'has unknown keys or values of other types',
    params: ({ schemaCode }) => _`{ shape: ${schemaCode} }`,
  },
  code(cxt) {
    cxt.pass(_`${new Name('shapeFits')}(${new Name('SHAPES')}[${cxt.schemaCode}], ${cxt.data})`);
  },
});

const exported = {};
const shapes = {};
const schemas = {};
let stale = 0;
for (const [kind, definition] of Object.entries(source.SOURCES)) {
  const schema = source.compiledSchema(definition, kind, shapes);
  schemas[kind] = schema;
  ajv.addSchema({ $id: kind, ...schema });
  exported[kind] = kind;
  write(`schemas/${kind}.json`, `${JSON.stringify(source.publishedSchema(kind, definition), null, 2)}\n`);
}
const code = (standalone.default ?? standalone)(ajv, exported).replace(/^"use strict";/, '');
write(
  'compiler/config/schemas/validators.generated.ts',
  `// @ts-nocheck
// Made by scripts/build-schemas.mjs: do not edit.
import { configFits } from '../keys/check-keys.js';
import { accepts, shapeFits } from './kinds.js';
export const SHAPES = ${JSON.stringify(shapes)};
export const SCHEMAS = ${JSON.stringify(schemas, shortRefs)};
${code}
`,
);
process.exitCode = check && stale > 0 ? 1 : 0;

/** `{ $ref: '#/definitions/column' }` as `{ ref: 'column' }`. */
function shortRefs(_key, value) {
  return value?.$ref ? { ref: value.$ref.slice('#/definitions/'.length) } : value;
}

function write(path, text) {
  const target = join(root, path);
  let old = '';
  try {
    old = readFileSync(target, 'utf8');
  } catch {}
  if (old === text) return;
  stale++;
  if (check) return console.error(`${path} is out of date: run node scripts/build-schemas.mjs`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
