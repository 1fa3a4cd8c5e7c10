import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { Constructor } from '../../../compiler/base/yaml/construct.js';
import { eventsOf } from '../../../compiler/base/yaml/events.js';
import { readPlainYaml } from '../../../compiler/base/yaml/plain.js';

/** What the general reader answers; undefined where it complains of anything. */
function general(text: string): { readonly value: unknown } | undefined {
  try {
    const events = eventsOf(text);
    if (events.length === 0) return { value: null };
    const reader = new Constructor(new SourceFile('x.yml', text), events, 1);
    const value = reader.value();
    return reader.hasMore || reader.duplicates ? undefined : { value };
  } catch {
    return undefined;
  }
}

/** Keys in their order, too. */
function shown(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'number' || typeof item === 'bigint' ? `number ${item}` : item,
  );
}

function agrees(text: string): boolean {
  const plain = readPlainYaml(text);
  if (!plain) return false;
  const other = general(text);
  expect(other, `only the plain reader takes ${JSON.stringify(text)}`).toBeDefined();
  expect(plain.value, text).toStrictEqual(other!.value);
  expect(shown(plain.value)).toBe(shown(other!.value));
  return true;
}

const PLAIN = [
  'a: 1\nb: -2\nc: 010\nd: 1.5\ne: yes\nf: ~\ng:\nh: null\ni: 1e3\n',
  'version: 2\n\nmodels:\n  - name: a\n    columns:\n      - name: id # the key\n        data_tests: [unique, not_null]\n',
  'models:\n- name: a\n  tags:\n  - x\n  - y\n- name: b\nseeds:\n- name: c',
  '---\na:\n  - - 1\n    - 2\n  -\n    b: 1\n  -\n  - c:\n      - d\n    e: f\n',
  "a: 'single # : quoted'\nb: \"double {{ doc('x') }}\"  # why\nc: ['x', \"y\", z, 1, true]\n".replace(', , ]', ']'),
  'a: {b: 1, c: two, d: [x, {e: f}]}\nb: {}\nc: []\nd: [{a: 1}]\n',
  'a: >\n  one\n  two\n\n  three\nb: |\n  one\n    two\n\n  three\n\nc: |-\n  x\nd: >-\n  y\n',
  'a: |\n  ends with the file',
  'a: >\n  ends with a break\n',
  'a: goes on\n  below\n   and below\n',
  '# before\na: 1\n\n  # between\nb: # after\n  c: 1\n# last\n',
  '- a\n- b: 1\n  c: 2\n-   d: 1\n    e: 2\n- f\n',
  'url: https://example.com/#part\ntime: it is 10:30\n+schema: x\na.b: c\n',
  'size: 1\ntext: größer 😀\n',
];

const OTHER = [
  'a: 1\na: 2\n',
  'a: &x 1\nb: *x\n',
  'a: !!str 1\n',
  '"a": 1\n',
  '<<: {a: 1}\n',
  'a: "x\\n"\n',
  "a: 'it''s'\n",
  'a: "over\n  lines"\n',
  'a: [1,\n  2]\n',
  'a:\n\tb\n',
  'a: b: c\n',
  'a: >2\n   x\n',
  'a: >\n\n  x\n',
  'a: |-\n  \n  # c\n',
  '- |\n     \n      x\n',
  'a: one\n\n  two\n',
  'a: one # comment\n  two\n',
  'a: 2024-02-31\n',
  'a: <<\n',
  'yes: 1\n',
  '__proto__: 1\n',
  'constructor: 1\n',
  'a: 1\n---\nb: 2\n',
  'a: 1\n b: 2\n',
  'a:\n  b: 1\n c: 2\n',
  '- a\n b\n- c: d\n   e: f\n',
  'just text',
  'a: `x`\n',
  'a: x\r\nb: y\r\n',
  'a: \x01\n',
  '\ufeffa: 1\n',
  `${'- '.repeat(200)}a\n`,
];

function ymlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the plain reader', () => {
  it.each(PLAIN)('reads %j as the general one', (text) => {
    expect(agrees(text)).toBe(true);
    agrees(text.trimEnd());
  });

  it.each(OTHER)('leaves %j to the general one', (text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it('agrees with the general one on the texts of PyYAML’s answers', () => {
    const facts = JSON.parse(readFileSync(join(import.meta.dirname, 'yaml-facts.json'), 'utf8')) as [string, unknown][];
    expect(facts.filter(([text]) => agrees(text)).length).toBeGreaterThan(50);
  });

  it('agrees on the files of the fixtures, most of which it reads', () => {
    const files = ymlFiles(join(import.meta.dirname, '../..'));
    const read = files.filter((file) => agrees(readFileSync(file, 'utf8').trimEnd()));
    expect(read.length).toBeGreaterThan(files.length / 2);
  });

  it('agrees on whatever lines are put together', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        'on',
        'name',
        'x y',
        '1',
        '-1',
        '2024-01-01',
        '~',
        "'q'",
        '"d"',
        '"a: b"',
        '[a, b]',
        '[]',
        '{a: 1}',
      ],
      ...[
        '{}',
        '# c',
        'x # c',
        'x: y',
        'x:',
        '-',
        '- a',
        '- a: 1',
        '|',
        '>',
        '|-',
        '>-',
        '|+',
        '?',
        'a:b',
        'a#b',
        "it's",
      ],
      ...[
        '[a, [b]]',
        '{a: {b: c}}',
        '[a',
        'a]',
        '{a}',
        '[a:1]',
        '{a:1}',
        "['x','y']",
        ':',
        ': a',
        '...',
        '---',
        '*a',
        '!x',
        '',
        ' ',
      ],
    );
    const line = fc
      .tuple(
        fc.nat(4),
        fc.constantFrom('', '- ', '-  ', '- - ', 'a: ', 'b: ', 'c:', 'd:  ', '- a: ', '- b:', '# '),
        piece,
      )
      .map(([indent, head, tail]) => `${' '.repeat(indent)}${head}${tail}`);
    const text = fc
      .tuple(fc.array(line, { minLength: 1, maxLength: 7 }), fc.constantFrom('', '\n', '\n\n', ' '))
      .map(([lines, end]) => lines.join('\n') + end);
    let read = 0;
    fc.assert(
      fc.property(text, (made) => {
        if (agrees(made)) read++;
      }),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(500);
  });

  it('agrees on block scalars of all kinds', () => {
    const line = fc
      .tuple(
        fc.constantFrom(0, 1, 2, 3, 4, 6),
        fc.constantFrom('', '- ', 'a: ', 'b: ', '- a: ', '- - '),
        fc.constantFrom(
          '|',
          '>',
          '|-',
          '>-',
          '|+',
          '|2',
          '>1-',
          '| # c',
          '|- ',
          'x',
          'x # c',
          '# c',
          '',
          ' ',
          '\t',
          '...',
        ),
      )
      .map(([indent, head, tail]) => `${' '.repeat(indent)}${head}${tail}`);
    const text = fc
      .tuple(
        fc.constantFrom('a: ', '- ', '- a: '),
        fc.constantFrom('|', '|-', '>', '>-'),
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('', '\n', '\n\n', ' ', '\n ', '\n   \n', '\n# c', '\n...\n', '\n---\n'),
        fc.constantFrom('\n', '\n', '\n', '\r\n'),
      )
      .map(([head, style, lines, end, newline]) => `${head}${style}${newline}${lines.join(newline)}${end}`);
    let read = 0;
    fc.assert(
      fc.property(text, (made) => {
        if (agrees(made)) read++;
      }),
      { numRuns: 10_000 },
    );
    expect(read).toBeGreaterThan(500);
  });
});
