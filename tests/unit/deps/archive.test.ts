import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QuernError } from '../../../compiler/base/diagnostics.js';
import { BrokenArchive, type Extracted, extract, LIMITS, type Limits } from '../../../compiler/deps/sources/archive.js';
import { type TarEntry, tar, tarball } from '../../e2e/packages/tar.js';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'quern-archive-'));
  folder = join(base, 'in/package');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

async function* parts(bytes: Buffer, size = 1000): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const write = (entries: readonly TarEntry[] | Buffer, limits: Partial<Limits> = {}): Promise<Extracted> =>
  extract(parts(Buffer.isBuffer(entries) ? entries : tarball(entries)), folder, {
    place: 'a package',
    gzip: true,
    limits: { ...LIMITS, ...limits },
  });
const outside = (): string[] =>
  readdirSync(base, { recursive: true, encoding: 'utf8' }).filter((path) => !`${path}/`.startsWith('in/'));

describe('an archive', () => {
  it('is written with its folders, empty files and the right to be run', async () => {
    const long = `${'deep/'.repeat(15)}${'x'.repeat(20)}.sql`;
    const answer = await write([
      { path: 'pax_global_header', type: 'g', body: '52 comment=0123456789012345678901234567890123456789\n' },
      { path: 'kit-1.0/', type: '5', mode: 0o755 },
      { path: 'kit-1.0/dbt_project.yml', body: 'name: kit\n' },
      { path: 'kit-1.0/empty.sql' },
      { path: 'kit-1.0/run.sh', body: '#!', mode: 0o755 },
      { path: `kit-1.0/${long}`.slice(0, 100), body: 'x' },
    ]);
    expect(answer).toMatchObject({ files: 4, leftOut: 0, top: ['kit-1.0'] });
    expect(readFileSync(join(folder, 'kit-1.0/dbt_project.yml'), 'utf8')).toBe('name: kit\n');
    expect(readFileSync(join(folder, 'kit-1.0/empty.sql'), 'utf8')).toBe('');
    expect(lstatSync(join(folder, 'kit-1.0/run.sh')).mode & 0o777).toBe(0o755);
    expect(lstatSync(join(folder, 'kit-1.0/empty.sql')).mode & 0o777).toBe(0o644);
  });

  it.each<[string, TarEntry]>([
    ['climbs', { path: '../evil', body: 'x' }],
    ['climbs from within', { path: 'kit/a/../../../evil', body: 'x' }],
    ['is absolute', { path: '/tmp/quern-evil', body: 'x' }],
    ['names a drive', { path: 'C:evil', body: 'x' }],
    ['has backslashes', { path: '..\\evil', body: 'x' }],
    ['climbs as a folder', { path: '../evil/', type: '5' }],
    ['climbs as a link', { path: '../evil', type: '2', target: '/etc/passwd' }],
  ])('with a path that %s is refused', async (_, entry) => {
    await expect(write([{ path: 'kit/ok', body: 'x' }, entry])).rejects.toThrow('leads out of it');
    expect(outside()).toEqual([]);
    expect(existsSync('/tmp/quern-evil')).toBe(false);
  });

  it('of any entries writes nothing outside', async () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'b', 'link', '/', '\\', 'C:', '\0', '~', 'ü', '...', '.. ');
    const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
    const type = fc.constantFrom('0', '0', '0', '5', '2', '1', '3', '6', '7', 'L', 'K', 'x', 'g', 'S', 'D');
    const entry = fc.record({ path, type, target: path, body: fc.constantFrom('', 'x', '../../evil') });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 8 }), async (entries) => {
        rmSync(join(base, 'in'), { recursive: true, force: true });
        await write(entries).catch((error: Error) => {
          expect(error instanceof QuernError || error instanceof BrokenArchive, String(error.stack)).toBe(true);
        });
        expect(outside()).toEqual([]);
        const kinds = readdirSync(base, { recursive: true, withFileTypes: true }).filter(
          (item) => !item.isFile() && !item.isDirectory(),
        );
        expect(kinds).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('brings no links, devices or pipes, and nothing is written through them', async () => {
    const answer = await write([
      { path: 'kit/link', type: '2', target: base },
      { path: 'kit/link/evil', body: 'x' },
      { path: 'kit/passwd', type: '1', target: '/etc/passwd' },
      { path: 'kit/null', type: '3' },
      { path: 'kit/disk', type: '4' },
      { path: 'kit/pipe', type: '6' },
      { path: 'kit/ok', body: 'x' },
    ]);
    expect(answer).toMatchObject({ files: 2, leftOut: 5 });
    expect(readdirSync(join(folder, 'kit')).sort()).toEqual(['link', 'ok']);
    expect(lstatSync(join(folder, 'kit/link')).isDirectory()).toBe(true);
    expect(outside()).toEqual([]);
  });

  it('in which a file is also a folder is refused', async () => {
    await expect(
      write([
        { path: 'kit/a', body: 'x' },
        { path: 'kit/a/b', body: 'x' },
      ]),
    ).rejects.toThrow("can't be written");
    rmSync(folder, { recursive: true });
    await expect(
      write([
        { path: 'kit/a/b', body: 'x' },
        { path: 'kit/a', body: 'x' },
      ]),
    ).rejects.toThrow("can't be written");
  });

  it('beyond a limit is refused before it is written', async () => {
    const big = { path: 'kit/zeros', body: Buffer.alloc(3 << 20) };
    await expect(write([big], { unpacked: 1 << 20 })).rejects.toThrow('unpacks to more than 1 MiB');
    await expect(write([big], { file: 1 << 20 })).rejects.toThrow('has more than 1 MiB');
    await expect(write([{ ...big, body: 'x', size: 2 ** 32 }])).rejects.toThrow();
    const many = Array.from({ length: 20 }, (_, at) => ({ path: `kit/${at}`, body: 'x' }));
    await expect(write(many, { entries: 10 })).rejects.toThrow('more than 10 entries');
    await expect(write([{ path: `kit/${'d/'.repeat(30)}f`, body: 'x' }], { depth: 20 })).rejects.toThrow('too deep');
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251));
    await expect(write([{ path: 'kit/n', body: noise }], { packed: 300 })).rejects.toThrow('it has more than');
  });

  it('that is a bomb is stopped early', async () => {
    const bomb = gzipSync(Buffer.alloc(200 << 20), { level: 1 });
    const before = process.memoryUsage().rss;
    await expect(write(bomb, { unpacked: 20 << 20 })).rejects.toThrow();
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
  });

  it('that is packed twice is refused', async () => {
    await expect(write(gzipSync(tarball([{ path: 'kit/a', body: 'x' }])))).rejects.toThrow('packed twice');
  });

  it.each<[string, Buffer]>([
    ['cut off', tarball([{ path: 'kit/a', body: 'x'.repeat(5000) }]).subarray(0, 60)],
    ['not gzip', Buffer.from('<html>')],
    ['cut off inside the archive', gzipSync(tar([{ path: 'kit/a', body: 'x'.repeat(5000) }]).subarray(0, 2000))],
    ['empty', gzipSync(Buffer.alloc(1024))],
    ['no archive', gzipSync(Buffer.from('hello '.repeat(500)))],
  ])('that is %s is broken', async (_, bytes) => {
    await expect(write(bytes)).rejects.toThrow(BrokenArchive);
  });
});
