import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../compiler/adapters/types.js';
import { quernAsync } from '../../e2e/cli.js';
import { writeProject } from '../../e2e/project.js';
import { listening } from './listening.js';
import { output, prepare, server } from './target.js';

/** `quern debug` with a login that fails: what it says of it. */
async function debug(change: Credentials): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'quern-debug-'));
  const target: Credentials = { connect_timeout: 2, retries: 0, ...output(), ...change };
  writeProject(dir, { 'profiles.yml': JSON.stringify({ shop: { target: 'dev', outputs: { dev: target } } }) });
  const answer = await quernAsync(dir, ['debug']);
  rmSync(dir, { recursive: true, force: true });
  expect(answer.code, answer.output).not.toBe(0);
  expect(answer.output).not.toContain(String(target.password));
  expect(answer.output).not.toContain('    at ');
  return answer.output.replace(/\s+/g, ' ');
}

describe.skipIf(!server)('quern debug says in a sentence', () => {
  beforeAll(() =>
    prepare(
      ...['debug_plain', 'debug_full'].flatMap((role) => [
        `drop role if exists ${role}`,
        `create role ${role} login password 'secret phrase' ${role === 'debug_full' ? 'connection limit 0' : ''}`,
      ]),
      'drop database if exists debug_closed',
      'create database debug_closed',
      'revoke connect on database debug_closed from public',
    ),
  );
  const listeners: { close: () => void }[] = [];
  afterAll(() => {
    for (const listener of listeners) listener.close();
  });
  const plain = { user: 'debug_plain', password: 'secret phrase' };

  it.each([
    [
      'a wrong password',
      { password: 'a wrong phrase' },
      "The password for the user 'quern' is wrong, or the user does not exist",
    ],
    [
      'an unknown user',
      { user: 'nobody_such' },
      "The password for the user 'nobody_such' is wrong, or the user does not",
    ],
    ['an unknown database', { dbname: 'nope' }, "There is no database 'nope' on"],
    ['an unknown host', { host: 'no-such-host.invalid' }, "The host 'no-such-host.invalid' is not known"],
    ['a closed port', { port: 1 }, 'Nothing answers at 127.0.0.1:1'],
    ['a missing role', { role: 'no_role' }, "There is no role 'no_role'"],
    ['a role that is not granted', { ...plain, role: 'quern' }, "The user 'debug_plain' may not take the role 'quern'"],
    [
      'a database that is closed to the user',
      { ...plain, dbname: 'debug_closed' },
      "may not connect to the database 'debug_closed'",
    ],
    ['too many connections', { user: 'debug_full', password: 'secret phrase' }, 'has no connection left for the user'],
    [
      'a certificate of another authority',
      { sslmode: 'verify-ca', sslrootcert: join(server?.certificates ?? '', 'client.crt') },
      'cannot be trusted',
    ],
    [
      'a missing certificate',
      { sslmode: 'verify-full', sslrootcert: '/no/such.crt' },
      "the file '/no/such.crt' of 'sslrootcert' cannot be read",
    ],
    [
      'a missing socket',
      { host: '/tmp/no-such-folder' },
      "There is no socket of a PostgreSQL server in '/tmp/no-such-folder'",
    ],
    [
      'SSL that the server wants',
      { user: 'ssl_only', password: 'a phrase', sslmode: 'disable' },
      "let the user 'ssl_only' not into the database 'postgres' from here without SSL",
    ],
  ])('%s', async (_, change, sentence) => {
    expect(await debug(change)).toContain(sentence);
  });

  it('a server that is silent', async () => {
    const silent = await listening();
    listeners.push(silent);
    expect(await debug({ port: silent.port, connect_timeout: 1 })).toContain(
      `The server 127.0.0.1:${silent.port} cannot be reached (waited 1 second)`,
    );
  });

  it('a server without SSL', async () => {
    const without = await listening(Buffer.from('N'));
    listeners.push(without);
    expect(await debug({ port: without.port, sslmode: 'require' })).toContain('speaks no SSL');
  });

  it('something that is no PostgreSQL server', async () => {
    const other = await listening(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    listeners.push(other);
    expect(await debug({ port: other.port, sslmode: 'require' })).toContain('it is no PostgreSQL server');
    expect(await debug({ port: other.port, sslmode: 'disable' })).toContain('it is no PostgreSQL server');
  });
});
