import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { fileFor, type ServedFile, type ServedFolder } from './files.js';

export interface DocsServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface DocsServerOptions extends ServedFolder {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};
/** What a project's own file may do when it is opened by itself: be looked at. */
const FOREIGN = { 'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox" };
const SMALL = 1024;
const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Serves the documentation site and its artifacts, and nothing else. Rejects with Node's error if the address can't be had. */
export async function serveDocs(options: DocsServerOptions): Promise<DocsServer> {
  const isLocal = LOCAL.test(options.host.includes(':') ? `[${options.host}]` : options.host);
  const server = createServer((request, response) => {
    // A page elsewhere may have its own name resolved to this machine.
    if (isLocal && !LOCAL.test(request.headers.host ?? '')) refuse(response, 403, 'Wrong host');
    else answer(request, response, options);
  });
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, close: () => closed(server) };
}

function answer(request: IncomingMessage, response: ServerResponse, folder: ServedFolder): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    refuse(response, 405, 'Only GET');
    return;
  }
  const file = fileFor((request.url ?? '/').split(/[?#]/)[0]!, folder);
  if (file) send(request, response, file);
  else refuse(response, 404, 'Not found');
}

function send(request: IncomingMessage, response: ServerResponse, file: ServedFile): void {
  const zips = file.body.length > SMALL && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const body = zips ? gzipSync(file.body, { level: 1 }) : file.body;
  response.writeHead(200, {
    ...HEADERS,
    ...(file.foreign ? FOREIGN : {}),
    'content-type': file.type,
    'content-length': body.length,
    ...(zips ? { 'content-encoding': 'gzip', vary: 'accept-encoding' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

function listen(server: Server, { host, port }: DocsServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
