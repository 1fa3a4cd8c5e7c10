import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Engine } from '../engine/engine.js';
import type { EmulatedSession } from '../engine/session.js';
import { type Execution, type QueryRequest, startExecution } from './execution.js';
import { type Fault, Faults } from './faults.js';
import { type EmulatedUser, login } from './login.js';
import { chunkBody, outcomeBody, progressBody, sendJson } from './respond.js';

export interface ServerOptions {
  readonly port?: number;
  readonly host?: string;
  readonly users?: readonly EmulatedUser[];
  readonly faults?: readonly Fault[];
  /** A statement that takes longer than this is answered "in progress", and the driver polls. */
  readonly progressMilliseconds?: number;
}

interface Request {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly bytes: Buffer;
  readonly session: EmulatedSession | undefined;
  readonly token: string | undefined;
  readonly response: ServerResponse;
}

type Route = readonly [
  method: string,
  path: RegExp,
  handle: (request: Request, match: RegExpExecArray) => Promise<unknown> | unknown,
];

const SESSION_GONE = { success: false, code: '390104', message: 'ID Token is invalid.', data: null };
const SESSION_EXPIRED = {
  success: false,
  code: '390112',
  message: 'Your session has expired. Please login again.',
  data: null,
};
const DONE = { success: true, code: null, message: null, data: null };
/** What a route answers when it has written the response itself. */
const WRITTEN = Symbol('written');

export class SnowflakeHttpServer {
  readonly faults: Faults;
  readonly #http: Server;
  readonly #byRequest = new Map<string, Execution>();
  readonly #byQuery = new Map<string, Execution>();
  #url = '';

  constructor(
    private readonly engine: Engine,
    private readonly options: ServerOptions,
  ) {
    this.faults = new Faults(options.faults);
    this.#http = createServer((request, response) => void this.#serve(request, response));
    this.#http.keepAliveTimeout = 60_000;
  }

  async listen(): Promise<string> {
    const host = this.options.host ?? '127.0.0.1';
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(this.options.port ?? 0, host, resolve);
    });
    const { port } = this.#http.address() as AddressInfo;
    this.#url = `http://${host}:${port}`;
    return this.#url;
  }

  async close(): Promise<void> {
    for (const execution of this.#byQuery.values()) if (!execution.outcome) execution.cancellation.cancel();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
    await Promise.all([...this.#byQuery.values()].map((execution) => execution.done));
  }

  /** Statements that are being run. */
  get running(): Execution[] {
    return [...this.#byQuery.values()].filter((execution) => !execution.outcome);
  }

  readonly #routes: readonly Route[] = [
    ['POST', /^\/session\/v1\/login-request$/, (r) => login(this.engine, this.options.users, r.body, r.query)],
    [
      'POST',
      /^\/session\/authenticator-request$/,
      () => ({ ...DONE, data: { proofKey: 'emulated', ssoUrl: `${this.#url}/sso`, tokenUrl: `${this.#url}/sso` } }),
    ],
    ['POST', /^\/session\/token-request$/, (r) => this.#renew(r)],
    ['POST', /^\/session\/heartbeat$/, (r) => this.#withSession(r, () => DONE)],
    ['POST', /^\/session$/, (r) => this.#withSession(r, (session) => this.#end(session))],
    ['POST', /^\/queries\/v1\/query-request$/, (r) => this.#withSession(r, (session) => this.#query(session, r))],
    [
      'POST',
      /^\/queries\/v1\/abort-request$/,
      (r) => this.#abort(this.#byRequest.get(String((r.body as { requestId?: unknown } | null)?.requestId)), r),
    ],
    ['POST', /^\/queries\/([^/]+)\/abort-request$/, (r, [, id]) => this.#abort(this.#byQuery.get(id!), r)],
    ['GET', /^\/queries\/([^/]+)\/result$/, (r, [, id]) => this.#withSession(r, () => this.#result(id!))],
    ['GET', /^\/monitoring\/queries\/([^/]+)$/, (r, [, id]) => this.#withSession(r, () => this.#status(id!))],
    ['GET', /^\/chunks\/([^/]+)\/(\d+)$/, (r, [, id, index]) => this.#chunk(id!, Number(index), r.response)],
    ['PUT', /^\/stages\/(.+)$/, (r, [, name]) => this.#upload(name!, r)],
    ['HEAD', /^\/stages\/(.+)$/, (r, [, name]) => this.#uploaded(name!, r)],
    ['POST', /^\/telemetry\/send/, () => DONE],
    ['GET', /^\/emulator\/log$/, () => this.engine.history.entries],
    ['DELETE', /^\/emulator\/log$/, () => this.engine.history.clear()],
    ['GET', /^\/emulator\/running$/, () => this.running.map(({ queryId, entry }) => ({ queryId, text: entry.text }))],
    ['PUT', /^\/emulator\/faults$/, (r) => this.faults.set(r.body as Fault[])],
    ['GET', /^\/emulator\/faults$/, () => ({ struck: this.faults.struck })],
  ];

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { pathname, searchParams } = new URL(request.url ?? '/', this.#url);
      const bytes = await readBytes(request);
      const body = pathname.startsWith('/stages/') ? undefined : parseBody(request, bytes);
      const token = /Token="([^"]+)"/.exec(request.headers.authorization ?? '')?.[1];
      const session = token === undefined ? undefined : this.engine.sessions.get(token);
      const asked: Request = { path: pathname, query: searchParams, body, bytes, session, token, response };
      const sql = (body as { sqlText?: string } | null)?.sqlText;
      const fault = pathname.startsWith('/emulator/') ? undefined : this.faults.take(pathname, sql);
      if (fault?.kind === 'expire' && session) session.expired = true;
      if (fault && fault.at !== 'after' && (await strike(fault, response, undefined))) return;
      const answer = await this.#answer(request.method ?? 'GET', asked);
      if (answer === WRITTEN) return;
      if (fault?.at === 'after' && (await strike(fault, response, JSON.stringify(answer)))) return;
      sendJson(response, answer ?? {});
    } catch (error) {
      if (!response.headersSent) sendJson(response, { success: false, code: '000603', message: String(error) }, 500);
      else response.destroy();
    }
  }

  async #answer(method: string, request: Request): Promise<unknown> {
    for (const [wanted, pattern, handle] of this.#routes) {
      const match = wanted === method ? pattern.exec(request.path) : null;
      if (match) return await handle(request, match);
    }
    sendJson(
      request.response,
      { success: false, code: '000404', message: `Not part of this emulator: ${method} ${request.path}` },
      404,
    );
    return WRITTEN;
  }

  #withSession(request: Request, answer: (session: EmulatedSession) => unknown): unknown {
    if (!request.session) return this.engine.renewed.has(request.token ?? '') ? SESSION_EXPIRED : SESSION_GONE;
    return request.session.expired ? SESSION_EXPIRED : answer(request.session);
  }

  #end(session: EmulatedSession): unknown {
    this.engine.endSession(session);
    return DONE;
  }

  #renew({ token, session: known }: Request): unknown {
    const session = known ?? [...this.engine.sessions.values()].find((s) => s.masterToken === token);
    if (!session) return SESSION_GONE;
    this.engine.renew(session);
    return {
      ...DONE,
      data: {
        sessionToken: session.token,
        validityInSecondsST: 3600,
        masterToken: session.masterToken,
        validityInSecondsMT: 14_400,
        sessionId: Number(session.id),
      },
    };
  }

  /** A request id that is known already joins what it started: a driver that sends again runs nothing twice. */
  async #query(session: EmulatedSession, { query, body }: Request): Promise<unknown> {
    const requestId = query.get('requestId') ?? '';
    const request = body as QueryRequest;
    let execution = this.#byRequest.get(requestId);
    if (!execution) {
      execution = startExecution(this.engine, session, requestId, request);
      if (requestId !== '') this.#byRequest.set(requestId, execution);
      this.#byQuery.set(execution.queryId, execution);
      if (this.#aborted.delete(requestId)) execution.cancellation.cancel();
    }
    if (request.asyncExec) return progressBody(execution, true);
    return await this.#settled(execution);
  }

  /** The outcome, or "in progress" if that takes long. */
  async #settled(execution: Execution): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, this.options.progressMilliseconds ?? 5_000);
    });
    await Promise.race([execution.done, late]);
    clearTimeout(timer);
    const { outcome } = execution;
    for (const child of outcome && 'children' in outcome ? (outcome.children ?? []) : [])
      this.#byQuery.set(child.queryId, child);
    return outcomeBody(execution, this.#url);
  }

  async #result(queryId: string): Promise<unknown> {
    const execution = this.#byQuery.get(queryId);
    return execution
      ? await this.#settled(execution)
      : { success: false, code: '000605', message: `Query ${queryId} not found.`, data: { queryId } };
  }

  /** Requests that were to be aborted before they came. */
  readonly #aborted = new Set<string>();

  #abort(execution: Execution | undefined, { body }: Request): unknown {
    execution?.cancellation.cancel();
    const requestId = (body as { requestId?: string } | null)?.requestId;
    if (!execution && requestId) this.#aborted.add(requestId);
    return DONE;
  }

  #status(queryId: string): unknown {
    const entry = this.#byQuery.get(queryId)?.entry ?? this.engine.history.find(queryId);
    if (!entry) return { ...DONE, data: { queries: [] } };
    return {
      ...DONE,
      data: {
        queries: [
          {
            id: queryId,
            status: entry.status,
            state: entry.status,
            errorCode: entry.errorCode || null,
            errorMessage: entry.errorMessage || null,
            startTime: entry.start,
            endTime: entry.end ?? 0,
            sqlText: entry.text,
            sessionId: Number(entry.sessionId),
            warehouseName: entry.warehouse,
          },
        ],
      },
    };
  }

  #upload(name: string, { bytes, response }: Request): typeof WRITTEN {
    this.engine.stages.write(decodeURIComponent(name), bytes);
    response.writeHead(200).end();
    return WRITTEN;
  }

  #uploaded(name: string, { response }: Request): typeof WRITTEN {
    response.writeHead(this.engine.stages.has(decodeURIComponent(name)) ? 200 : 404).end();
    return WRITTEN;
  }

  #chunk(queryId: string, index: number, response: ServerResponse): typeof WRITTEN {
    const outcome = this.#byQuery.get(queryId)?.outcome;
    if (!outcome || !('result' in outcome)) response.writeHead(404).end();
    else {
      const body = gzipSync(chunkBody(outcome.result.rows, index), { level: 1 });
      response.writeHead(200, { 'content-type': 'binary/octet-stream', 'content-encoding': 'gzip' }).end(body);
    }
    return WRITTEN;
  }
}

/** Does what a fault says; answers whether the response is thereby taken. `body` is the true answer, if there is one. */
async function strike(fault: Fault, response: ServerResponse, body: string | undefined): Promise<boolean> {
  switch (fault.kind) {
    case '503':
      response.writeHead(503).end('Service Unavailable');
      return true;
    case 'reset': {
      const text = body ?? '{"success": true, "data": {';
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length + 100 });
      response.write(text.slice(0, Math.ceil(text.length / 2)));
      setTimeout(() => response.destroy(), 10);
      return true;
    }
    case 'malformed':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"success": tru');
      return true;
    case 'hang':
      if (fault.milliseconds === undefined) return true;
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      return false;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds ?? 1_000));
      return false;
    case 'expire':
      return false;
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function parseBody(request: IncomingMessage, bytes: Buffer): unknown {
  if (bytes.length === 0) return null;
  const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
