import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { QuernError } from '../../base/diagnostics.js';
import { badAddress, downloadFailed } from '../diagnostics.js';
import { proxyAgent } from './proxy.js';

export interface HttpOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Longest silence, in milliseconds. */
  readonly timeout: number;
}

/** An answer other than 200. */
export class HttpStatus extends Error {
  constructor(readonly status: number) {
    super(`the server answered ${status}`);
  }
}

const MAX_REDIRECTS = 10;
/** Waits between tries, in milliseconds. */
const PAUSES = [200, 500, 1000, 2000];
/** Answers after which a further try may go better. */
const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * What `read` makes of the body at an address. Tried again after failures that may pass, whether on the way or in reading (`isTransient`).
 * Throws QuernError, or HttpStatus for an answer that is no success.
 */
export async function download<T>(
  address: string,
  options: HttpOptions,
  read: (body: IncomingMessage) => Promise<T>,
  isTransient: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(address, options, read);
    } catch (error) {
      if (error instanceof QuernError && !isTransient(error)) throw error;
      if (options.signal.aborted) throw error;
      const passes = error instanceof HttpStatus ? TRANSIENT.has(error.status) : isTransient(error) || isNetwork(error);
      const pause = PAUSES[attempt];
      if (passes && pause !== undefined) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        continue;
      }
      if (error instanceof QuernError || error instanceof HttpStatus) throw error;
      if (!isNetwork(error)) throw error;
      throw new QuernError(downloadFailed({ address, reason: reasonOf(error) }));
    }
  }
}

async function once<T>(address: string, options: HttpOptions, read: (body: IncomingMessage) => Promise<T>): Promise<T> {
  let url = parse(address);
  let credentials = credentialsOf(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const answer = await send(url, credentials, options);
    const { statusCode = 0, headers } = answer;
    if (statusCode >= 300 && statusCode < 400 && headers.location) {
      answer.destroy();
      const next = parse(new URL(headers.location, url).href);
      // Who sends us elsewhere does not send our password along.
      credentials = credentialsOf(next) ?? (next.origin === url.origin ? credentials : undefined);
      url = next;
      continue;
    }
    if (statusCode !== 200) {
      answer.destroy();
      throw new HttpStatus(statusCode);
    }
    try {
      return await read(answer);
    } finally {
      answer.destroy();
    }
  }
  throw new QuernError(downloadFailed({ address, reason: 'too many redirects' }));
}

function parse(address: string): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new QuernError(badAddress({ address, problem: 'this is no address' }));
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new QuernError(badAddress({ address, problem: 'only https:// and http:// are fetched' }));
  return url;
}

function credentialsOf({ username, password }: URL): string | undefined {
  return username || password ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : undefined;
}

function send(url: URL, credentials: string | undefined, options: HttpOptions): Promise<IncomingMessage> {
  return new Promise((answer, fail) => {
    const secure = url.protocol === 'https:';
    const agent = proxyAgent(url, options.env);
    const call = (secure ? secureRequest : plainRequest)({
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || (secure ? 443 : 80),
      path: `${url.pathname}${url.search}`,
      headers: { 'user-agent': 'quern', accept: '*/*', 'accept-encoding': 'identity' },
      ...(credentials === undefined ? {} : { auth: credentials }),
      ...(agent ? { agent } : {}),
      signal: options.signal,
      timeout: options.timeout,
    });
    call.on('response', answer);
    call.on('error', fail);
    call.on('timeout', () =>
      call.destroy(
        Object.assign(new Error(`no answer within ${options.timeout / 1000} seconds`), { code: 'ETIMEDOUT' }),
      ),
    );
    call.end();
  });
}

/** Errors of sockets, names and certificates have a code, those of files also a path; a body that breaks off says so. */
function isNetwork(error: unknown): error is Error {
  return error instanceof Error && !('path' in error) && ('code' in error || error.message === 'aborted');
}

function reasonOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the server was not found';
  return error.message || String(code);
}

/** The whole body as text, at most `limit` bytes. */
export async function textOf(body: IncomingMessage, limit: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limit) throw new RangeError(`more than ${limit} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
