import { describe, expect, it } from 'vitest';
import { all, type Change, edit, put } from './changes.js';
import { copyFixture, quern } from './cli.js';

interface Attack {
  readonly name: string;
  readonly args?: readonly string[];
  readonly change: Change;
  /** What the answer must hold. */
  readonly says: string | RegExp;
}

const sql = (text: string): Change => put('models/marts/bad.sql', `${text}\n`);
const yaml = (text: string): Change => put('models/t.yml', text);
const csv = (text: string): Change => put('seeds/n.csv', text);
const times = (text: string, n: number) => text.repeat(n);
const deep = 10_000;
const long = times('a', 100_000);
const parse = ['parse'];
const seed = ['seed', '--threads', '1'];
const build = ['build', '--threads', '1', '-s', 'bad'];

/** Input that means harm, or was made by a machine: each is answered at once, by a diagnostic. */
const ATTACKS: readonly Attack[] = [
  { name: 'parentheses', change: sql(`select {{ ${times('(', deep)}1${times(')', deep)} }}`), says: 'JIN001' },
  { name: 'open parentheses', change: sql(`select {{ ${times('(', deep)}`), says: 'JIN001' },
  { name: 'brackets', change: sql(`select {{ ${times('[', deep)}${times(']', deep)} }}`), says: 'JIN001' },
  {
    name: 'blocks',
    change: sql(`${times('{% if true %}', deep)}select 1${times('{% endif %}', deep)}`),
    says: 'JIN005',
  },
  { name: 'not', change: sql(`select {{ ${times('not ', deep)}1 }}`), says: 'JIN001' },
  { name: 'sums', change: sql(`select {{ ${times('1 + ', 5 * deep)}1 }}`), says: 'JIN005' },
  { name: 'filters', change: sql(`select {{ 1 ${times('| abs ', 2 * deep)} }}`), says: 'JIN005' },
  { name: 'attributes', change: sql(`select {{ target${times('.a', 2 * deep)} }}`), says: 'JIN005' },
  {
    name: 'loops',
    change: sql('{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}'),
    says: 'JIN005',
  },
  { name: 'texts', change: sql('{% set x = "a" * 1000000000 %} select 1'), says: 'Text too long' },
  {
    name: 'doubling',
    change: sql('{% set ns = namespace(x="ab") %}{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}'),
    says: 'Text too long',
  },
  { name: 'powers', change: sql('select {{ 9 ** 99999 }}'), says: /Integer too large|overflow|too large/i },
  {
    name: 'output',
    change: sql('{% for i in range(100000) %}{{ "x" * 100000 }}{% endfor %}'),
    says: 'Output too large',
  },
  {
    name: 'regular expression',
    change: sql('select {{ modules.re.match("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") }}'),
    says: 'too many steps',
  },
  {
    name: 'products',
    change: sql('select {{ modules.itertools.product(range(10000), range(10000), range(10000)) | list | length }}'),
    says: 'JIN005',
  },
  { name: 'an endless set', change: sql('select {{ set(modules.itertools.count()) | length }}'), says: 'JIN005' },
  {
    name: 'endless pairs',
    change: sql('select {{ modules.itertools.zip_longest(modules.itertools.count(), [1]) | list | length }}'),
    says: 'JIN005',
  },
  {
    name: 'copies of an iterator',
    change: sql('select {{ modules.itertools.tee(modules.itertools.count(), 1000000) | length }}'),
    says: 'JIN005',
  },
  {
    name: 'recursion',
    change: all(
      put(
        'macros/z.sql',
        '{% macro f(n) %}{% for i in range(2) %}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endfor %}{% endmacro %}',
      ),
      sql('select {{ f(200) }}'),
    ),
    says: 'JIN005',
  },
  { name: 'constructor', change: sql('select {{ range.constructor("return process")() }}'), says: 'JIN002' },
  {
    name: 'a long line',
    change: sql(`select ${times('1,', 500_000)}1 {{ nope( }}`),
    says: /JIN001[\s\S]*bad\.sql:1:1000019/,
  },
  { name: 'a long name to refer to', change: sql(`select * from {{ ref('${long}') }}`), says: 'REF001' },
  { name: 'a long macro name', change: sql(`select {{ ${long}() }}`), says: 'JIN002' },
  {
    name: 'SQL in parentheses',
    args: build,
    change: sql(`select ${times('(', deep)}1${times(')', deep)} as a`),
    says: 'DBE001',
  },
  {
    name: 'a null byte in SQL',
    args: build,
    change: sql('select 1 as a\0, 2 as b'),
    says: /DBE001[\s\S]*bad\.sql:1:14/,
  },
  {
    name: 'control characters in SQL',
    args: build,
    change: sql('select 1 as "\u001b[31mred\u0007" frm x'),
    says: /DBE001[\s\S]*␛\[31mred␇/,
  },
  { name: 'YAML brackets', args: parse, change: yaml(`a: ${times('[', deep)}${times(']', deep)}`), says: 'YML001' },
  { name: 'open YAML brackets', args: parse, change: yaml(`a: ${times('[', deep)}`), says: 'YML001' },
  { name: 'YAML mappings', args: parse, change: yaml(`a: ${times('{a: ', deep)}${times('}', deep)}`), says: 'YML001' },
  {
    name: 'YAML indentation',
    args: parse,
    change: yaml(Array.from({ length: 3000 }, (_, i) => `${times(' ', i)}a:`).join('\n')),
    says: 'YML001',
  },
  {
    name: 'YAML merges',
    args: parse,
    change: yaml(
      `a0: &a0 {x: 1}\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], y${i}: 1}\n`).join('')}`,
    ),
    says: 'YML004',
  },
  { name: 'a YAML alias of itself', args: parse, change: yaml('models: &m\n  - *m\n'), says: 'YML005' },
  {
    name: 'a null byte in YAML',
    args: parse,
    change: yaml('models:\n  - name: a\0b\n'),
    says: /YML001[\s\S]*t\.yml:2:12/,
  },
  {
    name: 'a null byte in the project file',
    args: parse,
    change: edit('dbt_project.yml', /$/, 'x: \0\n'),
    says: 'YML001',
  },
  {
    name: 'a long YAML key',
    args: parse,
    change: yaml(`models:\n  - name: stg_customers\n    ${long}: 1\n`),
    says: 'YML020',
  },
  { name: 'brackets in --vars', args: ['parse', '--vars', times('[', deep)], change: () => {}, says: 'YML001' },
  {
    name: 'a long row',
    args: seed,
    change: csv(`id,n\n1,${times('x', 1_000_000)},3\n`),
    says: /SED001[\s\S]*n\.csv:2:1000004/,
  },
  { name: 'docs blocks', args: parse, change: put('models/d.md', times('{% docs a %}', deep)), says: 'JIN001' },
  { name: 'operators of a selection', args: ['ls', '-s', times('+', 50_000)], change: () => {}, says: 'SEL002' },
  { name: 'parts of a selection', args: ['ls', '-s', times('a,', 50_000)], change: () => {}, says: 'SEL002' },
];

/** On a machine of one's own every answer takes less than a second; this is for busy ones. */
const MOST_MS = 10_000;
/** Nobody reads more. */
const MOST_CHARACTERS = 20_000;

describe('hostile input', () => {
  it.each(ATTACKS)('$name', ({ args = ['compile'], change, says }) => {
    const { dir, remove } = copyFixture('shop', 'p');
    try {
      change(dir);
      const began = Date.now();
      const { code, output } = quern(dir, args, { DBT_PROFILES_DIR: './profiles' });
      expect(Date.now() - began).toBeLessThan(MOST_MS);
      expect(code, output.slice(0, 2000)).not.toBeNull();
      expect(output).toMatch(says);
      expect(output).not.toMatch(/crashed|^\s+at .+:\d+:\d+\)?$/m);
      expect(output.length).toBeLessThan(MOST_CHARACTERS);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing may steer the terminal
      expect(output).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    } finally {
      remove();
    }
  });
});
