import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { type Diagnostic, DiagnosticList, QuernError } from '../../../compiler/base/diagnostics.js';
import { CalendarDate, Float, Timestamp } from '../../../compiler/base/scalars.js';
import { SourceFile } from '../../../compiler/base/source.js';
import { parseYaml } from '../../../compiler/base/yaml/index.js';

/** Texts with what PyYAML's safe loader answers (asked once; objects are lists of pairs, so that their order counts). */
const FACTS = JSON.parse(readFileSync(join(import.meta.dirname, 'yaml-facts.json'), 'utf8')) as [string, unknown][];

function encode(value: unknown): unknown {
  if (typeof value === 'bigint') return { $int: String(value) };
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return {
      $float: Number.isNaN(value) ? 'nan' : Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf',
    };
  }
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Float) return { $float: value.toString() };
  if (value instanceof CalendarDate) return { $date: value.iso };
  if (value instanceof Timestamp) return { $timestamp: value.iso };
  if (Array.isArray(value)) return value.map(encode);
  return { $map: Object.entries(value).map(([key, item]) => [key, encode(item)]) };
}

function answer(text: string): unknown {
  try {
    return encode(parseYaml(new SourceFile('x.yml', text)).value);
  } catch (error) {
    if (error instanceof QuernError) return { $error: true };
    throw error;
  }
}

function problems(text: string): { readonly at: string; readonly marked: string; readonly diagnostic: Diagnostic }[] {
  const list = new DiagnosticList();
  try {
    parseYaml(new SourceFile('x.yml', text), list);
  } catch (error) {
    if (!(error instanceof QuernError)) throw error;
    for (const diagnostic of error.diagnostics) list.report(diagnostic);
  }
  return list.all.map((diagnostic) => {
    const { file, start, end } = diagnostic.span!;
    const { line, column } = file.locate(start);
    return { at: `${line}:${column}`, marked: text.slice(start, end), diagnostic };
  });
}

describe('values', () => {
  it.each(FACTS)('%j is read as PyYAML reads it', (text, expected) => {
    expect(answer(text)).toEqual(expected);
  });

  it('come back from what js-yaml writes', () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('yes', '1e3', '0123', '2024-01-01', '~'),
    );
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    fc.assert(
      fc.property(tree, fc.boolean(), (value, flow) => {
        const text = dump(value, { flowLevel: flow ? 1 : -1, lineWidth: 60 });
        expect(plain(parseYaml(new SourceFile('x.yml', text)).value)).toEqual(plain(value));
      }),
      { numRuns: 300 },
    );
  });

  it('do not touch prototypes', () => {
    const { value } = parseYaml(
      new SourceFile('x.yml', '__proto__: {polluted: 1}\n<<: {__proto__: {b: 2}}\nconstructor: 1\n'),
    );
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect((value as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('positions', () => {
  const text =
    'version: 2\nmodels:\n  - name: a\n    columns: [{name: "x"}, {name: y}]\n  - &b\n    name: >\n      long\n  - <<: *b\n    empty:\nlast: |\n  text\n';
  const document = parseYaml(new SourceFile('x.yml', text));
  const marked = (path: (string | number)[], what?: 'key' | 'value') => {
    const span = document.spanOf(path, what);
    return text.slice(span.start, span.end);
  };
  it.each([
    [['version'], 'key', 'version'],
    [['version'], 'value', '2'],
    [['models', 0, 'name'], 'value', 'a'],
    [['models', 0, 'columns', 0, 'name'], 'value', '"x"'],
    [['models', 0, 'columns', 1], 'value', '{name: y}'],
    [['models', 0, 'columns'], 'value', '[{name: "x"}, {name: y}]'],
    [['models', 2, 'name'], 'key', 'name'],
    [['models', 2, 'empty'], 'value', 'empty'],
    [['last'], 'value', 'text\n'],
    [['version', 'nowhere'], 'value', '2'],
  ] as [(string | number)[], 'key' | 'value', string][])('%j %s', (path, what, expected) => {
    expect(marked(path, what)).toBe(expected);
  });
});

describe('problems', () => {
  it.each([
    ['models:\n\t- name: a\n', 'YML002', '2:1', '\t'],
    ['models:\n  - name: a\n    x: 1\n - name: b\n', 'YML003', '4:2', '- name: b'],
    ['models:\n  - name: a\n   x: 1\n', 'YML003', '3:4', 'x: 1'],
    ['a:\n  b: 1\n c: 2\n', 'YML003', '3:2', 'c: 2'],
    ['a: foo: bar\n', 'YML001', '1:4', 'foo: bar'],
    ['a: "foo\nb: c\n', 'YML001', '1:4', '"foo'],
    ["a: 'it's'\n", 'YML001', '1:8', "s'"],
    ['a: @x\n', 'YML001', '1:4', '@x'],
    ['a\nb: 1\n', 'YML001', '1:1', 'a'],
    ['a: {{ x }}\n', 'YML007', '1:4', '{{ x }}'],
    ['a: [{{ x }}]\n', 'YML007', '1:5', '{{ x }}'],
    ['a: {% if x %}\n', 'YML007', '1:4', '{% if x %}'],
    ['&one a: 1\nb: *ome\n', 'YML005', '2:4', '*ome'],
    ['a: &x [*x]\n', 'YML005', '1:8', '*x'],
    ['a: !foo x\n', 'YML009', '1:4', '!foo'],
    ['a: 2024-02-31\n', 'YML010', '1:4', '2024-02-31'],
    ['<<: 1\n', 'YML011', '1:1', '<<'],
    ['a: 1\n---\nb: 2\n', 'YML012', '2:1', '---'],
    ['? [a]\n: 1\n', 'YML008', '1:3', '['],
    ['a: 1\nb: {c: 1, c: 2}\n', 'YML006', '2:11', 'c'],
  ])('%j', (text, code, at, marked) => {
    const [problem] = problems(text);
    expect([problem?.diagnostic.code, problem?.at, problem?.marked]).toEqual([code, at, marked]);
  });

  it('name the cause and the sibling', () => {
    const [problem] = problems('models:\n  - name: a\n - name: b\n');
    expect(problem?.diagnostic.message).toBe('This list item is indented by 1 space, but its siblings by 2 spaces');
    expect(problem?.diagnostic.hint).toBe('Indent it by 2 spaces, as line 2 is');
    expect(problems('&one a: 1\nb: *ome\n')[0]?.diagnostic.hint).toBe("Did you mean '*one'?");
  });

  it('stop alias bombs at once', () => {
    let text = 'a: &a [x,x,x,x,x,x,x,x,x]\n';
    for (const [index, name] of [...'bcdefgh'].entries())
      text += `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]\n`;
    const started = performance.now();
    const [problem] = problems(`${text}x: *h\n`);
    expect(problem?.diagnostic.code).toBe('YML004');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('stop merge bombs at once', () => {
    let text = `a: &a {${Array.from({ length: 1000 }, (_, i) => `k${i}: 1`).join(', ')}}\nb:\n`;
    for (let i = 0; i < 5000; i++) text += `  - {<<: *a}\n`;
    expect(problems(text)[0]?.diagnostic.code).toBe('YML004');
  });

  it('of any text are diagnostics inside it', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      ':',
      '\n',
      '  ',
      '- ',
      '\t',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ',',
      '#',
      '&a',
      '*a',
      '!x',
      '|',
      '>',
      '%',
      '@',
      '---',
      '<<',
      '{{ x }}',
      '1',
      '\r\n',
      'é😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const { diagnostic } of problems(text)) {
          expect(diagnostic.span!.start).toBeGreaterThanOrEqual(0);
          expect(diagnostic.span!.end).toBeLessThanOrEqual(text.length);
          expect(diagnostic.span!.start).toBeLessThanOrEqual(diagnostic.span!.end);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('take no time where every line is indented too little', () => {
    const lines = (count: number) => `a: [\n${'x,\n'.repeat(count)}]\n`;
    expect(answer(lines(500))).toEqual({ $map: [['a', Array(500).fill('x')]] });
    const nested = parseYaml(new SourceFile('x.yml', '- - a:\n      - b: ["x\n  y", {c:\n1}]\n    d: 2\n'));
    expect(nested.value).toEqual([[{ a: [{ b: ['x y', { c: 1 }] }], d: 2 }]]);
    expect(nested.spanOf([0, 0, 'd']).start).toBe(43);
    const started = performance.now();
    expect(problems(lines(200_000))[0]?.diagnostic.code).toBe('YML001');
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('survive deep nesting', () => {
    expect(problems(`${'['.repeat(100_000)}`)[0]?.diagnostic.code).toBe('YML001');
    expect(problems(`a: ${'{a: '.repeat(5000)}`)[0]?.diagnostic.code).toBe('YML001');
  });
});
