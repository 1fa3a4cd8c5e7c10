import { Readable } from 'node:stream';
import { isTransient, RestError, restError } from './rest-error.js';

export interface RestCall {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Behind `projects/<project>`: `/queries/<job>`; or a whole URL. */
  readonly path: string;
  readonly project: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  /** Metadata and content, sent as one upload. */
  readonly upload?: { readonly metadata: unknown; readonly content: string };
  readonly timeoutSeconds?: number;
}

/** Who sends a call: Google's client, or what stands in for it. */
export interface Sender {
  request(options: never, done: (error: unknown, answer?: unknown) => void): void;
}

export interface RestOptions {
  readonly quotaProject?: string | undefined;
  /** Seconds after which a call that keeps failing is given up. */
  readonly deadlineSeconds?: number | undefined;
  /** Milliseconds before the second attempt; doubled for each further one. */
  readonly pause?: number;
}

const DEADLINE_SECONDS = 600;
const ATTEMPTS = 10;
/** While nothing has ever answered, which is rather an address that is wrong. */
const FIRST_ATTEMPTS = 4;
const PAUSE = 200;
const LONGEST_PAUSE = 20_000;
const TIMEOUT_SECONDS = 60;

/**
 * Calls of the REST API through Google's client, which signs them. Every call that is made here can be made twice: jobs are sent with
 * an id of ours. So what failed in passing is repeated.
 */
export class Rest {
  #isReached = false;

  constructor(
    private readonly client: Sender,
    private readonly options: RestOptions = {},
  ) {}

  /** One attempt. Throws RestError. */
  async once<T>(call: RestCall): Promise<T> {
    try {
      const answer = await this.#send<T>(call);
      this.#isReached = true;
      return answer;
    } catch (error) {
      const problem = restError(error);
      if (problem.details.status !== undefined) this.#isReached = true;
      throw problem;
    }
  }

  /** Throws RestError. `signal` ends waiting for the next attempt, not the call itself. */
  async call<T>(call: RestCall, signal?: AbortSignal): Promise<T> {
    const deadline = Date.now() + 1000 * (this.options.deadlineSeconds ?? DEADLINE_SECONDS);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once<T>(call);
      } catch (error) {
        const pause = this.pause(attempt);
        if (
          !(error instanceof RestError) ||
          !isTransient(error) ||
          attempt >= (this.#isReached ? ATTEMPTS : FIRST_ATTEMPTS) ||
          Date.now() + pause > deadline ||
          signal?.aborted
        )
          throw error;
        await sleep(pause, signal);
      }
    }
  }

  /** Milliseconds before the next attempt. */
  pause(attempt: number): number {
    return Math.min((this.options.pause ?? PAUSE) * 2 ** (attempt - 1), LONGEST_PAUSE) * (0.5 + Math.random());
  }

  async #send<T>(call: RestCall): Promise<T> {
    const { quotaProject } = this.options;
    const request = {
      method: call.method ?? 'GET',
      uri: call.path,
      projectId: call.project,
      qs: Object.fromEntries(Object.entries(call.query ?? {}).filter(([, value]) => value !== undefined)),
      maxRetries: 0,
      headers: quotaProject === undefined ? {} : { 'x-goog-user-project': quotaProject },
      ...(call.body === undefined ? {} : { json: call.body }),
      ...(call.upload ? { multipart: multipart(call.upload) } : {}),
    };
    const milliseconds = 1000 * (call.timeoutSeconds ?? TIMEOUT_SECONDS);
    const body = await within(
      milliseconds,
      new Promise<unknown>((resolve, reject) => {
        this.client.request(request as never, (error: unknown, answer: unknown) =>
          error ? reject(error) : resolve(answer),
        );
      }),
    );
    if (call.method === 'DELETE') return undefined as T;
    const answer = typeof body === 'string' ? parsed(body) : body;
    if (typeof answer !== 'object' || answer === null)
      throw new RestError('The server answered something that is no JSON', { code: 'EPROTO' });
    return answer as T;
  }
}

/** The client ends the request with the content's stream; with a text it would wait for ever. */
function multipart({ metadata, content }: NonNullable<RestCall['upload']>): readonly object[] {
  return [
    { 'Content-Type': 'application/json; charset=UTF-8', body: JSON.stringify(metadata) },
    { 'Content-Type': 'application/octet-stream', body: Readable.from([content]) },
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new RestError(`No answer within ${milliseconds / 1000} seconds`, { code: 'ETIMEDOUT' })),
      milliseconds,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Waits; an abort ends it early. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
    if (signal?.aborted) done();
  });
}
