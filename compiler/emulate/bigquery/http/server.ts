import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, Emulator, type EmulatorOptions } from '../emulator.js';
import { ApiError } from '../engine/api-error.js';
import type { Catalog } from '../engine/catalog.js';
import type { Engine } from '../engine/engine.js';
import type { JobStore, Logged } from '../jobs/jobs.js';
import type { RestRequest } from './routes.js';

/**
 * What goes wrong with a call: an answer of that status, a connection that ends before or after the work was done, an answer that is
 * no JSON, or none at all.
 */
export type Fault =
  | { readonly status: number; readonly reason: string }
  | 'reset-before'
  | 'reset-after'
  | 'malformed'
  | 'hang';

export interface BigQueryServer {
  readonly endpoint: string;
  readonly catalog: Catalog;
  readonly engine: Engine;
  /** Statements, copies and loads that were executed. */
  readonly log: readonly Logged[];
  readonly jobs: JobStore;
  /** Every call, `GET /projects/…`. */
  readonly calls: string[];
  /** Asked before each call. */
  fault: ((call: string, request: RestRequest) => Fault | undefined) | undefined;
  close(): Promise<void>;
}

export interface ServerOptions extends EmulatorOptions {
  readonly port?: number;
  readonly host?: string;
}

/** Starts a server on this machine that speaks BigQuery's REST API, with DuckDB behind it. */
export async function startBigQueryServer(options: ServerOptions = {}): Promise<BigQueryServer> {
  const emulator = await Emulator.open(options);
  const calls: string[] = [];
  const http: Server = createServer((request, response) => void answer(request, response));
  const address = options.host ?? '127.0.0.1';
  await listening(http, options.port ?? 0, address).catch(async (error: unknown) => {
    await emulator.close();
    throw error;
  });
  const endpoint = `http://${address}:${(http.address() as AddressInfo).port}`;
  const server: BigQueryServer = {
    endpoint,
    catalog: emulator.catalog,
    engine: emulator.engine,
    jobs: emulator.jobs,
    calls,
    get log() {
      return emulator.jobs.log;
    },
    fault: undefined,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await emulator.close();
    },
  };

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(message, endpoint).catch(() => undefined);
    if (!request)
      return send(response, { status: 400, body: new ApiError(400, 'badRequest', 'Malformed request').body });
    const call = `${request.method} ${request.path}`;
    calls.push(call);
    const fault = server.fault?.(call, request);
    if (fault === 'hang') return;
    if (fault === 'reset-before') return void message.socket.destroy();
    if (typeof fault === 'object') return send(response, injected(fault));
    const answered = await emulator.answer(request);
    if (fault === 'reset-after') return void message.socket.destroy();
    if (fault === 'malformed')
      return void response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end('{"kind": "bigq');
    send(response, answered);
  }

  return server;
}

function listening(http: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
}

function injected({ status, reason }: { readonly status: number; readonly reason: string }): Answer {
  const message = `Injected ${reason}`;
  return { status, body: { error: { code: status, message, errors: [{ reason, message }] } } };
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers })
    .end(body === undefined ? '' : JSON.stringify(body));
}

async function read(message: IncomingMessage, origin: string): Promise<RestRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString('utf8');
  const url = new URL(message.url!, 'http://localhost');
  const type = message.headers['content-type'] ?? '';
  const base = {
    method: message.method!,
    path: restPath(url.pathname),
    query: url.searchParams,
    raw,
    origin,
  };
  const boundary = /multipart\/related;\s*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) {
    const parts = raw
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => part.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, ''));
    return { ...base, body: JSON.parse(parts[0]!), content: parts[1]! };
  }
  return { ...base, body: /json/.test(type) && raw !== '' ? JSON.parse(raw) : undefined };
}

/** What follows the API's version; uploads are told apart. */
export function restPath(path: string): string {
  return decodeURIComponent(path).replace(/^\/(upload\/)?bigquery\/v2/, (_, upload?: string) =>
    upload ? '/upload' : '',
  );
}
