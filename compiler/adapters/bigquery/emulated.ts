import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import type { Answer, RestRequest } from '../../emulate/bigquery/index.js';
import { connectionFailed, databaseLocked } from '../diagnostics.js';
import { keyPath } from './auth.js';
import type { BigQueryCredentials } from './credentials.js';
import type { Sender } from './rest.js';
import { type ErrorProto, RestError } from './rest-error.js';

/** What Google's client is asked for, as far as it matters here. */
interface Options {
  readonly method: string;
  readonly uri: string;
  readonly projectId: string;
  readonly qs: Readonly<Record<string, unknown>>;
  readonly json?: unknown;
  readonly multipart?: readonly [{ readonly body: string }, { readonly body: AsyncIterable<string> }];
}

/** `method: emulated`: calls are answered in this process, by DuckDB, without a server and without Google's client. */
export async function openEmulated(
  { emulator: file, emulator_clock: clock, database, location }: BigQueryCredentials,
  projectRoot: string,
): Promise<{ readonly sender: Sender; close(): Promise<void> }> {
  const path = keyPath(file!, projectRoot);
  const { Emulator } = await import('../../emulate/bigquery/index.js');
  mkdirSync(dirname(path), { recursive: true });
  const emulator = await Emulator.open({
    path,
    project: database,
    ...(location === undefined ? {} : { location }),
    ...(clock === undefined ? {} : { clock: new Date(clock) }),
  }).catch((error: unknown) => {
    throw new QuernError(openFailure(path, error instanceof Error ? error.message : String(error)));
  });
  const sender: Sender = {
    request: (options, done) => {
      requestOf(options)
        .then((request) => emulator.answer(request))
        .then((answer) => (answer.status < 400 ? done(null, answer.body) : done(errorOf(answer))), done);
    },
  };
  return { sender, close: () => emulator.close() };
}

function openFailure(path: string, message: string): ReturnType<typeof connectionFailed> {
  if (/lock/i.test(message)) return databaseLocked({ path });
  return connectionFailed({ what: `Opening '${path}'`, message });
}

async function requestOf({ method, uri, projectId, qs, json, multipart }: Options): Promise<RestRequest> {
  const url = /^https?:/.test(uri) ? new URL(uri) : undefined;
  const query = new URLSearchParams(url?.search);
  for (const [key, value] of Object.entries(qs)) query.set(key, String(value));
  const { restPath } = await import('../../emulate/bigquery/index.js');
  const base = {
    method,
    path: url ? restPath(url.pathname) : `/projects/${projectId}${uri}`,
    query,
    raw: '',
    origin: '',
  };
  if (!multipart) return { ...base, body: json };
  let content = '';
  for await (const part of multipart[1].body) content += part;
  return { ...base, body: JSON.parse(multipart[0].body), content };
}

function errorOf({ status, body }: Answer): RestError {
  const { message, errors } = (body as { readonly error: { message: string; errors?: readonly ErrorProto[] } }).error;
  const reason = errors?.[0]?.reason;
  return new RestError(message, { status, ...(reason === undefined ? {} : { reason }) });
}
