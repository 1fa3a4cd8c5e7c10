import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { download, HttpStatus, textOf } from '../../../compiler/deps/sources/http.js';
import { proxyAgent } from '../../../compiler/deps/sources/proxy.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const get = (address: string, env: Readonly<Record<string, string>> = {}, timeout = 5000): Promise<string> =>
  download(address, { env, signal: AbortSignal.timeout(20_000), timeout }, (body) => textOf(body, 1000));

describe('a download', () => {
  it('shows its password to the server that was meant, and to no other', async () => {
    const seen: [string, string | undefined][] = [];
    const other = await serve(({ headers }, response) => {
      seen.push(['other', headers.authorization]);
      response.end('there');
    });
    const own = await serve(({ url, headers }, response) => {
      seen.push([url!, headers.authorization]);
      const location = url === '/a' ? '/b' : `http://${other}/c`;
      response.writeHead(302, { location }).end();
    });
    expect(await get(`http://me:p%40ss@${own}/a`)).toBe('there');
    const basic = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
    expect(seen).toEqual([
      ['/a', basic],
      ['/b', basic],
      ['other', undefined],
    ]);
  });

  it('ends in a circle of redirects, at other protocols and at too much', async () => {
    const own = await serve(({ url }, response) => {
      if (url === '/big') response.end('x'.repeat(2000));
      else response.writeHead(302, { location: url === '/file' ? 'file:///etc/passwd' : '/again' }).end();
    });
    await expect(get(`http://${own}/a`)).rejects.toThrow('too many redirects');
    await expect(get(`http://${own}/file`)).rejects.toThrow('only https:// and http://');
    await expect(get(`http://${own}/big`)).rejects.toThrow('more than 1000 bytes');
    await expect(get('file:///etc/passwd')).rejects.toThrow('only https:// and http://');
    await expect(get('nonsense')).rejects.toThrow('this is no address');
  });

  it('is tried again where that may help, and not where it can’t', async () => {
    const counts: Record<string, number> = {};
    const own = await serve(({ url, socket }, response) => {
      counts[url!] = (counts[url!] ?? 0) + 1;
      if (url === '/gone') response.writeHead(404).end();
      else if (counts[url!] === 1) response.writeHead(503).end();
      else if (counts[url!] === 2) socket.destroy();
      else response.end('at last');
    });
    expect(await get(`http://${own}/stumbles`)).toBe('at last');
    await expect(get(`http://${own}/gone`)).rejects.toThrow(HttpStatus);
    expect(counts).toEqual({ '/stumbles': 3, '/gone': 1 });
  });

  it('goes through the proxy that the environment names', async () => {
    const proxy = await serve(({ url }, response) => response.end(`proxied ${url}`));
    const own = await serve((_, response) => response.end('direct'));
    expect(await get('http://hub.invalid/x', { HTTP_PROXY: `http://${proxy}` })).toBe('proxied http://hub.invalid/x');
    expect(await get(`http://${own}/x`, { http_proxy: proxy, no_proxy: 'localhost,127.0.0.1' })).toBe('direct');
  });
});

describe('a proxy', () => {
  const uses = (address: string, env: Readonly<Record<string, string>>): boolean =>
    proxyAgent(new URL(address), env) !== undefined;
  it.each<[string, Record<string, string>, boolean]>([
    ['https://hub.example.org/', {}, false],
    ['https://hub.example.org/', { HTTPS_PROXY: 'http://p:1' }, true],
    ['https://hub.example.org/', { HTTP_PROXY: 'http://p:1' }, false],
    ['https://hub.example.org/', { ALL_PROXY: 'p:1' }, true],
    ['https://hub.example.org/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, false],
    ['https://hub.example.org/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x, .example.org' }, false],
    ['https://hub.example.org/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'ample.org' }, true],
    ['https://hub.example.org/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'hub.example.org:8443' }, true],
    ['https://hub.example.org:8443/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'hub.example.org:8443' }, false],
  ])('for %s with %j: %s', (address, env, expected) => {
    expect(uses(address, env)).toBe(expected);
  });
});
