import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from './api-error.js';
import { Catalog } from './catalog.js';
import { Engine } from './engine.js';
import { JobStore, type Logged } from './jobs.js';
import { type RestRequest, route } from './routes.js';

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

export interface ServerOptions {
  readonly port?: number;
  readonly location?: string;
}

/** Starts a server on this machine that speaks BigQuery's REST API, with DuckDB behind it. */
export async function startBigQueryServer(options: ServerOptions = {}): Promise<BigQueryServer> {
  const engine = await Engine.create();
  const catalog = new Catalog(options.location ?? 'US');
  const jobs = new JobStore(engine, catalog);
  const calls: string[] = [];
  const uploads = new Map<string, RestRequest>();
  const http: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: BigQueryServer = {
    endpoint,
    catalog,
    engine,
    jobs,
    calls,
    get log() {
      return jobs.log;
    },
    fault: undefined,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      engine.close();
    },
  };

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(message).catch(() => undefined);
    if (!request) return send(response, 400, new ApiError(400, 'badRequest', 'Malformed request').body);
    const call = `${request.method} ${request.path}`;
    calls.push(call);
    const fault = server.fault?.(call, request);
    if (fault === 'hang') return;
    if (fault === 'reset-before') return void message.socket.destroy();
    if (typeof fault === 'object')
      return send(response, fault.status, {
        error: {
          code: fault.status,
          message: `Injected ${fault.reason}`,
          errors: [{ reason: fault.reason, message: `Injected ${fault.reason}` }],
        },
      });
    const [status, body, headers] = await respond(request);
    if (fault === 'reset-after') return void message.socket.destroy();
    if (fault === 'malformed')
      return void response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end('{"kind": "bigq');
    send(response, status, body, headers);
  }

  async function respond(request: RestRequest): Promise<[number, unknown, Record<string, string>?]> {
    try {
      // A resumable upload: the metadata first, the rows at the address that is answered.
      if (request.path.startsWith('/upload/') && request.query.get('uploadType') === 'resumable') {
        const id = request.query.get('upload_id');
        if (id === null) {
          const own = randomUUID();
          uploads.set(own, request);
          return [200, {}, { location: `${endpoint}${request.path}?uploadType=resumable&upload_id=${own}` }];
        }
        const first = uploads.get(id)!;
        return [200, await route({ ...first, content: request.raw }, { engine, catalog, jobs })];
      }
      return [200, await route(request, { engine, catalog, jobs })];
    } catch (error) {
      if (error instanceof ApiError) return [error.status, error.body];
      return [
        500,
        {
          error: {
            code: 500,
            message: String(error),
            errors: [{ reason: 'internalError', message: String((error as Error).stack) }],
          },
        },
      ];
    }
  }

  return server;
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers })
    .end(body === undefined ? '' : JSON.stringify(body));
}

async function read(message: IncomingMessage): Promise<RestRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString('utf8');
  const url = new URL(message.url!, 'http://localhost');
  const type = message.headers['content-type'] ?? '';
  const base = {
    method: message.method!,
    path: decodeURIComponent(url.pathname).replace(/^\/(upload\/)?bigquery\/v2/, (_, upload?: string) =>
      upload ? '/upload' : '',
    ),
    query: url.searchParams,
    raw,
    headers: message.headers,
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
