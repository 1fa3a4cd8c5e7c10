import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { writeTail } from '../../../compiler/artifacts/manifest-tail.js';
import { QuernError } from '../../../compiler/base/diagnostics.js';
import { ParseMemo } from '../../../compiler/parse/memo.js';
import { PROJECTS, parseFolder } from './parse-folder.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function copyOf(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'quern-memo-'));
  folders.push(folder);
  cpSync(source, folder, { recursive: true });
  return folder;
}

/** All that a parse says, problems included. */
async function answer(folder: string, memo?: ParseMemo, env: Record<string, string> = {}): Promise<unknown> {
  try {
    const { manifest, sink } = await parseFolder(folder, {}, { PARSE_TEST: 'from env', ...env }, memo);
    const problems = sink.all.map(({ code, message, span }) => [
      code,
      message,
      span?.file.path,
      span?.start,
      span?.end,
    ]);
    let tail = '';
    writeTail({ length: 0, text: (text) => (tail += text) }, manifest);
    return JSON.parse(JSON.stringify([JSON.parse(`{${tail}`), problems]));
  } catch (error) {
    if (error instanceof QuernError) return error.diagnostics.map(({ code, message }) => [code, message]);
    throw error;
  }
}

/** Edits that make a difference, by kind of file. */
function edited(path: string, text: string): string {
  if (path.endsWith('.csv')) return `${text}9,9\n`;
  if (path.endsWith('.md')) return text.replace(/%\}\s*(\w)/, '%} edited $1');
  if (/\.ya?ml$/.test(path)) return text.replace(/(description|severity|tags): *(\S+)/, '$1: edited');
  if (text.includes('{% endmacro')) return text.replaceAll('{% endmacro', 'edited{% endmacro');
  return `${text.trimEnd()} -- {{ config(tags=['edited']) }}\n`;
}

describe.each(['inheritance', 'variants'])('parsing %s again', (name) => {
  it('answers what a first parse answers, whatever file was changed or deleted', async () => {
    const folder = copyOf(join(PROJECTS, name));
    const memo = new ParseMemo();
    await answer(folder, memo);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\.(sql|ya?ml|csv|md)$/.test(path) && path !== 'profiles.yml',
    );
    for (const [at, path] of paths.entries()) {
      const file = join(folder, path);
      const text = readFileSync(file, 'utf8');
      const deletes = at % 3 === 2;
      if (deletes) rmSync(file);
      else writeFileSync(file, edited(path, text));
      expect(await answer(folder, memo), `${path} ${deletes ? 'deleted' : 'changed'}`).toEqual(await answer(folder));
      writeFileSync(file, text);
    }
    expect(await answer(folder, memo)).toEqual(await answer(folder));
  });
});

describe('a memo', () => {
  const MODELS = {
    'models/plain.sql': 'select 1 as id',
    'models/tagged.sql': "{{ config(tags=[outer()]) }}select '{{ env_var('COLOUR', 'none') }}' as c",
  };
  const STEPS: readonly (readonly [
    what: string,
    files: Readonly<Record<string, string | null>>,
    env?: Record<string, string>,
  ])[] = [
    [
      'macros',
      {
        ...MODELS,
        'macros/m.sql': '{% macro outer() %}{{ inner() }}{% endmacro %}{% macro inner() %}red{% endmacro %}',
      },
    ],
    [
      'a macro that another calls',
      { 'macros/m.sql': '{% macro outer() %}{{ inner() }}{% endmacro %}{% macro inner() %}blue{% endmacro %}' },
    ],
    [
      'a macro of another file in its place',
      {
        'macros/m.sql': '{% macro outer() %}{{ inner() }}{% endmacro %}',
        'macros/n.sql': '{% macro inner() %}green{% endmacro %}',
      },
    ],
    [
      'names of all nodes',
      { 'macros/names.sql': '{% macro generate_alias_name(a=none, node=none) %}x_{{ node.name }}{% endmacro %}' },
    ],
    [
      'other names of all nodes',
      {
        'macros/names.sql':
          '{% macro generate_alias_name(a=none, node=none) %}{{ y() }}_{{ node.name }}{% endmacro %}{% macro y() %}y{% endmacro %}',
      },
    ],
    [
      'what names call',
      {
        'macros/names.sql':
          '{% macro generate_alias_name(a=none, node=none) %}{{ y() }}_{{ node.name }}{% endmacro %}{% macro y() %}z{% endmacro %}',
      },
    ],
    [
      'a call of a package that is not installed',
      {
        'models/timed.sql': '{{ config(tags=[dbt_utils.pretty_time()]) }}select 1 as id',
        'macros/time.sql': '{% macro default__pretty_time(format) %}one{% endmacro %}',
      },
    ],
    ['what that leads to', { 'macros/time.sql': '{% macro default__pretty_time(format) %}two{% endmacro %}' }],
    ['another model beside it', { 'models/plain.sql': 'select 2 as id' }],
    ['the call gone', { 'models/timed.sql': 'select 1 as id', 'macros/time.sql': null }],
    ['no names of its own', { 'macros/names.sql': null }],
    [
      'properties',
      {
        'models/s.yml':
          'models: [{name: plain, description: \'{{ doc("d") }}\', columns: [{name: id, data_tests: [unique, own]}]}]',
        'models/d.md': '{% docs d %}one{% enddocs %}',
      },
    ],
    ['a docs block', { 'models/d.md': '{% docs d %}two{% enddocs %}' }],
    [
      'the definition of a test',
      {
        'tests/generic/own.sql':
          "{% test own(model, column_name) %}{{ config(severity='warn') }}select {{ column_name }} from {{ model }}{% endtest %}",
      },
    ],
    [
      'another definition',
      {
        'tests/generic/own.sql':
          "{% test own(model, column_name) %}{{ config(severity='error') }}select {{ column_name }} from {{ model }}{% endtest %}",
      },
    ],
    [
      'a built-in test replaced',
      { 'tests/generic/unique.sql': '{% test unique(model, column_name) %}select 1 from {{ model }}{% endtest %}' },
    ],
    ['the environment', {}, { COLOUR: 'white' }],
    ['the project file', { 'dbt_project.yml': 'name: p\nprofile: p\nmodels: {+schema: other}\n' }],
    [
      'the profile',
      { 'profiles.yml': 'p: {target: d, outputs: {d: {type: duckdb, path: ":memory:", schema: elsewhere}}}\n' },
    ],
  ];

  it('forgets what a change outside of a file reaches', async () => {
    const folder = copyOf(join(PROJECTS, 'values'));
    for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
    for (const name of ['models', 'macros', 'tests/generic'])
      cpSync(join(PROJECTS, 'values/models/d'), join(folder, name), {
        recursive: true,
        filter: (path) => !path.endsWith('.sql'),
      });
    writeFileSync(join(folder, 'dbt_project.yml'), 'name: p\nprofile: p\n');
    writeFileSync(join(folder, 'profiles.yml'), 'p: {target: d, outputs: {d: {type: duckdb, path: ":memory:"}}}\n');
    const memo = new ParseMemo();
    let before: unknown;
    for (const [what, files, env] of STEPS) {
      for (const [path, text] of Object.entries(files)) {
        if (text === null) rmSync(join(folder, path));
        else writeFileSync(join(folder, path), text);
      }
      const now = await answer(folder, memo, env);
      expect(now, what).toEqual(await answer(folder, undefined, env));
      if (what !== 'the environment' && what !== 'a macro of another file in its place')
        expect(now, `${what} makes a difference`).not.toEqual(before);
      before = now;
    }
  });
});
