import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { readText } from '../../../compiler/load/read.js';
import { codeChecksum, seedChecksum, strip } from '../../../compiler/load/text.js';

const folder = mkdtempSync(join(tmpdir(), 'quern-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

function readBytes(bytes: readonly number[]) {
  const path = join(folder, 'file.sql');
  writeFileSync(path, Buffer.from(bytes));
  const sink = new DiagnosticList();
  return { file: readText(path, 'models/file.sql', sink), sink };
}

const text = (value: string) => [...Buffer.from(value)];

describe('reading', () => {
  it('takes UTF-8 as it is, with a byte order mark and carriage returns', () => {
    const { file, sink } = readBytes([0xef, 0xbb, 0xbf, ...text('sélect\r\n1 🦆')]);
    expect(file?.text).toBe('\ufeffsélect\r\n1 🦆');
    expect(sink.all).toEqual([]);
  });

  it.each([
    ['a lone byte', [...text('select 1 as a'), 0xff, 0xfe], 13, 0xff, 1, 14],
    ['a cut sequence at the end', [...text('ab\ncd'), 0xe2, 0x82], 5, 0xe2, 2, 3],
    ['a cut sequence in the middle', [...text('é\n'), 0xf0, 0x9f, ...text('x')], 3, 0xf0, 2, 1],
    ['Latin-1', [...text('-- caf'), 0xe9, ...text(' au lait')], 6, 0xe9, 1, 7],
    ['an encoded surrogate', [...text('a'), 0xed, 0xa0, 0x80], 1, 0xed, 1, 2],
    ['an overlong form', [0xc0, 0xaf], 0, 0xc0, 1, 1],
    ['a lone continuation', [...text('ab'), 0x80, ...text('cd')], 2, 0x80, 1, 3],
  ] as const)('points at the first byte that is not UTF-8: %s', (_name, bytes, offset, byte, line, column) => {
    const { file, sink } = readBytes(bytes);
    expect(file).toBeUndefined();
    const [problem] = sink.all;
    expect(problem).toMatchObject({ code: 'LOD001', severity: 'error' });
    expect(problem?.message).toContain(`byte 0x${byte.toString(16)} at offset ${offset}`);
    expect(problem?.span?.file.locate(problem.span.start)).toEqual({ line, column });
  });

  it('reports a file that cannot be read', () => {
    const sink = new DiagnosticList();
    expect(readText(join(folder, 'none.sql'), 'models/none.sql', sink)).toBeUndefined();
    expect(sink.all).toMatchObject([
      { code: 'LOD002', message: "'models/none.sql' cannot be read: it does not exist" },
    ]);
  });
});

describe('checksums', () => {
  it('are of the text with every run of whitespace as one blank', () => {
    expect(codeChecksum('\n\nselect 1\r\n  as a\t\n')).toBe(codeChecksum('select 1 as a'));
    expect(codeChecksum('select\x1c1\u2003x \x0b')).toBe(codeChecksum('select 1 x'));
    expect(codeChecksum('\ufeffselect 1')).not.toBe(codeChecksum('select 1'));
    expect(codeChecksum("select '  '")).toBe(codeChecksum("select ' '"));
  });

  it('of seeds ignore how lines end', () => {
    expect(seedChecksum('a,b\r\n1,2\r\n')).toBe(seedChecksum('a,b\n1,2'));
    expect(seedChecksum('a,b\n\n1,2')).not.toBe(seedChecksum('a,b\n1,2'));
  });

  it('strip as Python does', () => {
    expect(strip(' \x1f\u00a0 a b \x85\n')).toBe('a b');
    expect(strip('\ufeffa')).toBe('\ufeffa');
    expect(strip(' \n ')).toBe('');
  });
});
