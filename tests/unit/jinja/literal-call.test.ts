import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { readLiteralCall } from '../../../compiler/jinja/parser/literal-call.js';
import { parseStatements } from '../../../compiler/jinja/parser/parser.js';

/** Whether it is read at a glance; then the tree is the one that the parser makes. */
function reads(text: string): boolean {
  const read = readLiteralCall(text, 0, text.length);
  if (read) expect([read], text).toEqual(parseStatements(new SourceFile('m.sql', text), 0, text.length));
  return read !== undefined;
}

describe('a call with texts', () => {
  it.each([
    "{{ ref('orders') }}",
    "{{ref('orders')}}",
    `{{- source( "raw" , 'orders' ) -}}`,
    "{{\n  config('a','b', \"it's\", '')\n}}",
    "{{ _a1('{{ é') }}",
  ])('is read without tokens: %s', (text) => {
    expect(reads(text)).toBe(true);
  });

  it.each([
    ...['{{ ref() }}', "{{ ref('a',) }}", "{{ ref('a' 'b') }}", "{{ ref('a\\n') }}", "{{ ref('a') | upper }}"],
    ...[
      "{{ not('a') }}",
      "{{ true('a') }}",
      "{{ ref ('a') }}",
      "{{ ref(x='a') }}",
      "{{ ref('a')('b') }}",
      "{{ é('a') }}",
    ],
    ...["{{ 1a('a') }}", "{{ ref('a }}", "{{ ref('a' }}", "{{ ref('a')) }}", '{{ }}', "{{ a.b('c') }}", "{{ ('a') }}"],
  ])('is all that is: %s', (text) => {
    expect(reads(text)).toBe(false);
  });

  it('is what the parser takes it for', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '-',
      ' ',
      '\n',
      '\t',
      'ref',
      'if',
      'é',
      '(',
      ')',
      ',',
      "'",
      '"',
      'a',
      '\\',
      '\r',
      '1',
    );
    const argument = fc.constantFrom("'a'", '"b"', "'{{'", "''", '1', 'x', "'\\''");
    const tag = fc
      .tuple(
        fc.constantFrom('{{', '{{-', '{{ '),
        fc.array(argument, { maxLength: 3 }),
        piece,
        fc.constantFrom('}}', ' -}}'),
      )
      .map(([open, args, extra, close]) => [
        `${open}ref(${args.join(', ')})${close}`,
        `${open}ref(${args.join(extra)})${extra}${close}`,
      ]);
    let read = 0;
    fc.assert(
      fc.property(tag, ([plain, odd]) => {
        if (reads(plain!)) read++;
        reads(odd!);
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(300);
  });
});
