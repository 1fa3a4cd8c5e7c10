import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The layers, lowest first; folders of one entry may import each other, and everything may import what stands before it. */
const LAYERS: readonly (readonly string[])[] = [
  ['base'],
  ['jinja', 'sql'],
  ['emulate'],
  ['config'],
  ['manifest'],
  ['graph', 'adapters'],
  ['render'],
  ['load', 'parse'],
  ['execute'],
  ['monitor'],
  ['artifacts', 'docs', 'deps'],
  ['notify'],
  ['nightly'],
  ['semantic'],
  ['project'],
  ['cli', 'watch', 'lsp'],
  ['api'],
];
/** Folders of one layer that still may not see each other. */
const APART = new Set(['jinja>sql', 'sql>jinja', 'graph>adapters', 'adapters>graph', 'watch>lsp', 'lsp>watch']);

const root = join(import.meta.dirname, '../../../compiler');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));

function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'|^import '([^']+)'/gm)].map((m) => (m[1] ?? m[2])!);
}

function layerOf(file: string): string {
  // The facade is compiler/project.ts and compiler/project/.
  const first = file.split('/')[0]!;
  return first === 'project.ts' ? 'project' : first;
}

function rank(layer: string): number {
  return LAYERS.findIndex((names) => names.includes(layer));
}

describe('layers', () => {
  it('know every folder', () => {
    expect(files.map(layerOf).filter((layer) => rank(layer) < 0)).toEqual([]);
  });

  it('are imported in one direction', () => {
    const wrong: string[] = [];
    for (const file of files) {
      for (const target of imports(file).filter((t) => t.startsWith('.'))) {
        const from = layerOf(file);
        const to = layerOf(relative(root, join(root, dirname(file), target)).replace(/\.js$/, '.ts'));
        if (from !== to && (rank(to) > rank(from) || APART.has(`${from}>${to}`)))
          wrong.push(`${file} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keep each library in its one place', () => {
    const owners: Record<string, RegExp> = {
      nunjucks: /^jinja\/parser/,
      '@duckdb/node-api': /^(adapters\/duckdb|emulate\/\w+)\//,
      '@polyglot-sql/sdk': /^sql\/translate\/polyglot\.ts$/,
    };
    const wrong = files.flatMap((file) =>
      imports(file)
        .filter((t) =>
          Object.entries(owners).some(([lib, owner]) => (t === lib || t.startsWith(`${lib}/`)) && !owner.test(file)),
        )
        .map((t) => `${file} imports ${t}`),
    );
    expect(wrong).toEqual([]);
  });

  it('name no adapter outside its own folder', () => {
    const wrong = files.filter(
      (file) =>
        !/^(adapters|emulate|sql)\//.test(file) &&
        /\b(duckdb|snowflake|bigquery)\b/i.test(
          readFileSync(join(root, file), 'utf8')
            .replace(/\/\*[\s\S]*?\*\//g, '')
            .replace(/\/\/.*$/gm, ''),
        ),
    );
    // init writes a starter project, whose default target has to be named somewhere; the schema of project files lists dbt's keys; the emulator is a command.
    expect(
      wrong.filter(
        (f) =>
          !/^(cli\/commands\/(init|emulate|shared\/emulated)|cli\/init\/|cli\/(registry|options\/global)|config\/schemas\/)/.test(
            f,
          ),
      ),
    ).toEqual([]);
  });

  it('hold no module-level mutable state', () => {
    const wrong = files.filter((file) => /^(export )?let /m.test(readFileSync(join(root, file), 'utf8')));
    expect(wrong).toEqual([]);
  });

  it('keep files small', () => {
    const lengths = files
      .filter((f) => !/\.generated\.ts$/.test(f))
      .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }));
    expect(lengths.filter((f) => f.lines > 500 && !/table|names|codes|keys/.test(f.file))).toEqual([]);
  });
});
