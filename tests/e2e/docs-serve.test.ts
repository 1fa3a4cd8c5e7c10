import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserCommand } from '../../compiler/docs/serve/browser.js';
import { type DocsServer, serveDocs } from '../../compiler/docs/serve/server.js';
import { BIN, quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-docs-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The path goes out as it is written. */
function get(base: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

describe('serveDocs', () => {
  let server: DocsServer;
  beforeEach(async () => {
    const target = join(dir, 'target');
    for (const folder of ['target/assets/.git', 'target/compiled', 'outside'])
      mkdirSync(join(dir, folder), { recursive: true });
    const files = {
      'secret.json': 'secret',
      'outside/catalog.json': 'secret',
      'target/manifest.json': JSON.stringify({ nodes: {}, padding: 'x'.repeat(5000) }),
      'target/quern.cache': 'secret',
      'target/compiled/a.sql': 'secret',
      'target/assets/a b.png': 'picture',
      'target/assets/evil.html': '<script>1</script>',
      'target/assets/.git/config': 'secret',
    };
    for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, path), text);
    symlinkSync(join(dir, 'outside/catalog.json'), join(target, 'catalog.json'));
    symlinkSync(join(dir, 'outside'), join(target, 'assets/out'));
    server = await serveDocs({ host: '127.0.0.1', port: 0, target, assets: ['assets'], page: '<h1>docs</h1>' });
  });
  afterEach(() => server.close());

  it('serves the page, the artifacts and the assets', async () => {
    expect(await get(server.url, '/')).toMatchObject({ status: 200, body: '<h1>docs</h1>' });
    expect(await get(server.url, '/index.html?x=1')).toMatchObject({ status: 200, body: '<h1>docs</h1>' });
    const manifest = await get(server.url, '/manifest.json');
    expect(manifest).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(manifest.body).nodes).toEqual({});
    expect(await get(server.url, '/assets/a%20b.png')).toMatchObject({
      body: 'picture',
      headers: { 'content-type': 'image/png', 'x-content-type-options': 'nosniff' },
    });
    const zipped = await fetch(`${server.url}/manifest.json`);
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(await zipped.json()).toMatchObject({ nodes: {} });
    expect((await get(server.url, '/', {}, 'HEAD')).body).toBe('');
  });

  it('gives files of the project no rights in the browser', async () => {
    const { headers } = await get(server.url, '/assets/evil.html');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain('sandbox');
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/assets/..%2f..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/assets/%2e%2e/%2e%2e/secret.json',
    '/assets/..%5c..%5csecret.json',
    '//secret.json',
    '/assets//etc/passwd',
    '/assets/out/catalog.json',
    '/assets/.git/config',
    '/assets',
    '/assets/',
    '/catalog.json',
    '/quern.cache',
    '/compiled/a.sql',
    '/compiled',
    '/manifest.json%00.png',
    '/%',
    '/secret.json',
    '/manifest.json/',
  ])('does not give %s', async (path) => {
    const { status, body } = await get(server.url, path);
    expect([status, body]).toEqual([404, 'Not found\n']);
  });

  it('answers nobody who came by another name, and takes nothing', async () => {
    expect(await get(server.url, '/manifest.json', { host: 'evil.example' })).toMatchObject({ status: 403 });
    expect(await get(server.url, '/manifest.json', { host: 'localhost:8080' })).toMatchObject({ status: 200 });
    expect(await get(server.url, '/', {}, 'POST')).toMatchObject({ status: 405 });
  });
});

it('opens a browser where there is one', () => {
  expect(browserCommand('http://x', {}, 'linux')).toBeUndefined();
  expect(browserCommand('http://x', { DISPLAY: ':0' }, 'linux')).toEqual(['xdg-open', 'http://x']);
  expect(browserCommand('http://x', {}, 'darwin')).toEqual(['open', 'http://x']);
});

it('docs serve serves what docs generate wrote, until it is interrupted', async () => {
  writeProject(dir, { 'models/orders.sql': 'select 1 as id' });
  const early = quern(dir, ['docs', 'serve', '--no-browser', '--port', '0']);
  expect([early.code, early.output]).toEqual([2, expect.stringContaining('Run quern docs generate first')]);
  expect(quern(dir, ['docs', 'generate']).code).toBe(0);

  const child = spawn(process.execPath, [BIN, 'docs', 'serve', '--no-browser', '--port', '0'], { cwd: dir });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => reject(new Error(output)));
  });
  expect((await get(url, '/')).body).toContain('id="quern-manifest">null<');
  expect(JSON.parse((await get(url, '/manifest.json')).body).nodes).toHaveProperty(['model.shop.orders']);
  expect((await get(url, '/catalog.json')).status).toBe(200);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

it('docs serve says that a port is taken', async () => {
  writeProject(dir, { 'target/manifest.json': '{}' });
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, output } = quern(dir, ['docs', 'serve', '--no-browser', '--port', String(port)]);
  taken.close();
  expect([code, output]).toEqual([2, expect.stringContaining('the port is in use')]);
});
