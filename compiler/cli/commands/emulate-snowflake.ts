import { once } from 'node:events';
import { resolve } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { defineCommand } from '../define-command.js';
import { addressFailure } from '../diagnostics.js';
import { integer, text } from '../options/spec.js';
import { emulatedUsers, profileSnippet } from './shared/emulated-login.js';

const STANDARD_PORT = 8085;
const HOST = '127.0.0.1';

export default defineCommand({
  name: 'emulate snowflake',
  summary: 'Serve a stand-in for Snowflake on a local port, for tests without a network or an account',
  details: `Speaks the REST protocol of Snowflake's drivers on http://127.0.0.1, and runs their SQL, translated, on DuckDB. What it does not know to mean the same there is refused with an error that names it. docs/platforms/snowflake-emulator.md says what there is.

Without --user everybody may log in, with any password, key or token. Ctrl-C ends it.`,
  examples: [
    ['quern emulate snowflake', 'serve from memory, and print a profile for it'],
    ['quern emulate snowflake --database warehouse.duckdb --port 8085', 'keep what is built in a file'],
    ['quern emulate snowflake --fault-rate 10 --fault-seed 7', 'let a tenth of all calls fail on the way'],
  ],
  endsByInterrupt: true,
  options: {
    port: integer('--port', 'Port; 0 takes a free one', { standard: STANDARD_PORT }),
    host: text('--host', 'ADDRESS', 'Address to listen on', { standard: HOST }),
    database: text('--database', 'FILE', 'DuckDB file that keeps everything; by default memory, until the server ends'),
    user: text('--user', 'NAME', 'The one user who may log in'),
    password: text('--password', 'PASSWORD', 'Password of --user'),
    publicKey: text('--public-key', 'FILE', 'Public key (PEM) of --user, for logins by key pair'),
    token: text('--token', 'TOKEN', 'OAuth or programmatic access token of --user'),
    faultRate: integer('--fault-rate', 'How many of 100 calls fail on the way: 503, connection reset, broken JSON, …', {
      standard: 0,
    }),
    faultSeed: integer('--fault-seed', 'Seed of the failures: the same calls in the same order fail alike', {
      standard: 1,
    }),
  },
  async handler(options, { emit, invocation, signal }) {
    const { startSnowflakeServer, transientFaults } = await import('../../emulate/snowflake/index.js');
    const users = emulatedUsers(options, invocation.cwd);
    const host = options.host ?? HOST;
    const port = options.port ?? STANDARD_PORT;
    const server = await startSnowflakeServer({
      host,
      port,
      ...(options.database === undefined ? {} : { path: resolve(invocation.cwd, options.database) }),
      ...(users ? { users } : {}),
      faults: transientFaults((options.faultRate ?? 0) / 100, options.faultSeed ?? 1),
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.syscall !== 'listen') throw error;
      throw new QuernError(addressFailure({ address: `${host}:${port}`, reason: error.code ?? error.message }));
    });
    try {
      emit({ type: 'note', message: `Snowflake is emulated at ${server.url}; Ctrl-C ends it. A profile for it:` });
      emit({ type: 'result', kind: 'PrintEvent', text: profileSnippet(server.url, users?.[0]) });
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await server.close();
    }
    emit({ type: 'note', message: `Ended, after ${server.received} statements` });
    return { exitCode: 0 };
  },
});
