import { once } from 'node:events';
import { resolve } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { defineCommand } from '../define-command.js';
import { addressFailure, wrongClock } from '../diagnostics.js';
import { integer, text } from '../options/spec.js';

const STANDARD_PORT = 9050;
const HOST = '127.0.0.1';
const PROJECT = 'local';

export default defineCommand({
  name: 'emulate bigquery',
  summary: 'Serve a stand-in for BigQuery on a local port, for tests without a network or an account',
  details: `Speaks BigQuery's REST API on http://127.0.0.1, and runs GoogleSQL, translated, on DuckDB. What it does not know to mean the same there is refused with an error that names it. docs/platforms/bigquery-emulator.md says what there is, and how a target does without the server.

Everybody may log in, with any token. Ctrl-C ends it.`,
  examples: [
    ['quern emulate bigquery', 'serve from memory, and print a profile for it'],
    ['quern emulate bigquery --database warehouse.duckdb --project shop', 'keep what is built in a file'],
    ['quern emulate bigquery --clock 2025-03-01T06:00:00Z', 'let it be that moment on the server'],
  ],
  endsByInterrupt: true,
  options: {
    port: integer('--port', 'Port; 0 takes a free one', { standard: STANDARD_PORT }),
    host: text('--host', 'ADDRESS', 'Address to listen on', { standard: HOST }),
    database: text('--database', 'FILE', 'DuckDB file that keeps everything; by default memory, until the server ends'),
    project: text('--project', 'NAME', 'Project that is kept in FILE; others get files beside it', {
      standard: PROJECT,
    }),
    location: text('--location', 'NAME', 'Location of datasets and jobs', { standard: 'US' }),
    clock: text('--clock', 'TIMESTAMP', "The server's time at its start; by default the time that it is"),
  },
  async handler(options, { emit, invocation, signal }) {
    const { startBigQueryServer } = await import('../../emulate/bigquery/index.js');
    const host = options.host ?? HOST;
    const port = options.port ?? STANDARD_PORT;
    const project = options.project ?? PROJECT;
    const clock = options.clock === undefined ? undefined : new Date(options.clock);
    if (clock && Number.isNaN(clock.getTime())) throw new QuernError(wrongClock({ text: options.clock! }));
    const server = await startBigQueryServer({
      host,
      port,
      project,
      ...(options.location === undefined ? {} : { location: options.location }),
      ...(options.database === undefined ? {} : { path: resolve(invocation.cwd, options.database) }),
      ...(clock ? { clock } : {}),
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.syscall !== 'listen') throw error;
      throw new QuernError(addressFailure({ address: `${host}:${port}`, reason: error.code ?? error.message }));
    });
    try {
      emit({ type: 'note', message: `BigQuery is emulated at ${server.endpoint}; Ctrl-C ends it. A profile for it:` });
      emit({ type: 'result', kind: 'PrintEvent', text: profileSnippet(server.endpoint, project) });
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await server.close();
    }
    emit({ type: 'note', message: `Ended, after ${server.log.length} jobs` });
    return { exitCode: 0 };
  },
});

/** A target for profiles.yml. */
function profileSnippet(endpoint: string, project: string): string {
  const lines = [
    'type: bigquery',
    'method: oauth-secrets',
    'token: anything',
    `api_endpoint: ${endpoint}`,
    `project: ${project}`,
    'dataset: dbt',
    'threads: 8',
  ];
  return `emulated:\n  target: dev\n  outputs:\n    dev:\n${lines.map((line) => `      ${line}\n`).join('')}`;
}
