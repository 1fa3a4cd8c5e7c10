import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../compiler/adapters/types.js';
import { QuernError } from '../../../compiler/base/diagnostics.js';
import { listening } from './listening.js';
import { adapter, open, output, prepare, server } from './target.js';

const certificate = (name: string): string => join(server!.certificates, name);

/** Logs in and answers whether by SSL. */
async function logIn(change: Credentials): Promise<boolean> {
  const warehouse = await open(change);
  try {
    const session = await warehouse.session('login');
    const { rows } = await session.execute('select ssl from pg_stat_ssl where pid = pg_backend_pid()', { fetch: true });
    return rows[0]![0] as boolean;
  } finally {
    await warehouse.close();
  }
}

async function problem(change: Credentials): Promise<string> {
  const error = await logIn(change).then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof QuernError)) throw new Error(`no QuernError, but ${String(error)}`);
  expect(error.diagnostics).toHaveLength(1);
  return error.diagnostics[0]!.message;
}

describe.skipIf(!server)('postgres logins', () => {
  beforeAll(() =>
    prepare(
      ...['plain_only', 'ssl_only', 'certified', 'locked'].flatMap((role) => [
        `drop role if exists ${role}`,
        `create role ${role} ${role === 'locked' ? 'nologin' : 'login'} password 'pw'`,
      ]),
    ),
  );

  it('says in a sentence why there is no session', async () => {
    const { host, port } = server!;
    expect(await problem({ password: 'wrong' })).toBe(
      "The password for the user 'quern' is wrong, or the user does not exist",
    );
    expect(await problem({ dbname: 'nope' })).toBe(`There is no database 'nope' on ${host}:${port}`);
    expect(await problem({ role: 'nobody_such' })).toBe("There is no role 'nobody_such'");
    expect(await problem({ user: 'plain_only', password: 'pw', role: 'quern' })).toBe(
      "The user 'plain_only' may not take the role 'quern'",
    );
    expect(await problem({ user: 'locked', password: 'pw' })).toBe(
      'The server does not let the user \'locked\' in: role "locked" is not permitted to log in',
    );
    expect(await problem({ port: 1, retries: 0 })).toBe(
      `Nothing answers at ${host}:1: the server is not running, or listens elsewhere`,
    );
    expect(await problem({ host: 'no-such-host.invalid' })).toContain("The host 'no-such-host.invalid' is not known");
    expect(await problem({ host: '/tmp/no-such-folder', sslmode: 'disable' })).toContain('There is no socket');
  });

  it('goes by SSL or without as sslmode says', async () => {
    expect(await logIn({})).toBe(true);
    expect(await logIn({ sslmode: 'prefer' })).toBe(true);
    expect(await logIn({ sslmode: 'allow' })).toBe(false);
    expect(await logIn({ sslmode: 'disable' })).toBe(false);
    expect(await logIn({ sslmode: 'require' })).toBe(true);
  });

  it('takes the other way where the rules of the server want it', async () => {
    expect(await logIn({ user: 'plain_only', password: 'pw' })).toBe(false);
    expect(await logIn({ user: 'ssl_only', password: 'pw', sslmode: 'allow' })).toBe(true);
    expect(await problem({ user: 'ssl_only', password: 'pw', sslmode: 'disable' })).toContain("'ssl_only'");
    expect(await problem({ user: 'plain_only', password: 'pw', sslmode: 'require' })).toContain("'plain_only'");
  });

  it('checks certificates', async () => {
    const sslrootcert = certificate('ca.crt');
    expect(await logIn({ host: 'localhost', sslmode: 'verify-full', sslrootcert })).toBe(true);
    expect(await logIn({ sslmode: 'verify-ca', sslrootcert })).toBe(true);
    expect(await problem({ sslmode: 'verify-full', sslrootcert })).toBe(
      "The server's certificate is for another host than '127.0.0.1'",
    );
    const other = certificate('client.crt');
    expect(await problem({ sslmode: 'require', sslrootcert: other })).toContain('cannot be trusted');
    expect(await problem({ sslmode: 'verify-full', sslrootcert: 'system' })).toContain('cannot be trusted');
    expect(await problem({ sslmode: 'verify-ca', sslrootcert: '/no/such' })).toBe(
      "No connection by SSL: the file '/no/such' of 'sslrootcert' cannot be read",
    );
  });

  it('shows a certificate of its own', async () => {
    const own = { user: 'certified', sslcert: certificate('client.crt'), sslkey: certificate('client.key') };
    expect(await logIn({ ...own, sslmode: 'require' })).toBe(true);
    expect(await problem({ user: 'certified', sslmode: 'require' })).toContain("'certified'");
  });

  it('is given up at once when the run is interrupted', async () => {
    const silent = await listening();
    const controller = new AbortController();
    const { credentials } = adapter.resolveCredentials(output({ port: silent.port, connect_timeout: 0, retries: 5 }));
    const warehouse = await adapter.connect(credentials, { projectRoot: '/', threads: 1, signal: controller.signal });
    const login = warehouse.session('interrupted');
    await silent.visited;
    controller.abort();
    await expect(login).rejects.toBeInstanceOf(QuernError);
    silent.close();
  });

  it('logs in over a Unix socket', async () => {
    expect(await logIn({ host: server!.socketFolder })).toBe(false);
  });
});

describe('postgres profiles', () => {
  const problems = (change: Credentials): unknown[] =>
    adapter
      .resolveCredentials({ type: 'postgres', host: 'h', user: 'u', pass: 'p', dbname: 'd', schema: 's', ...change })
      .problems.map((p) => p.key);

  it('knows the aliases and the defaults', () => {
    const { credentials, problems: found } = adapter.resolveCredentials({
      type: 'postgres',
      host: 'h',
      user: 'u',
      pass: 'p',
      dbname: 'd',
      schema: 's',
      port: '6000',
    });
    expect(found).toEqual([]);
    expect(credentials).toMatchObject({
      password: 'p',
      database: 'd',
      port: 6000,
      connect_timeout: 10,
      keepalives_idle: 0,
      retries: 1,
      autocommit: false,
    });
  });

  it('tells what is wrong', () => {
    expect(problems({ host: undefined })).toEqual(['host']);
    expect(problems({ pass: undefined })).toEqual(['password']);
    expect(problems({ dbname: undefined })).toEqual(['dbname']);
    expect(problems({ sslmode: 'on' })).toEqual(['sslmode']);
    expect(problems({ port: 70_000 })).toEqual(['port']);
    expect(problems({ database: 'other' })).toEqual(['database']);
  });

  it('are documented, key by key', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/platforms/postgres.md'), 'utf8');
    const { properties } = adapter.profileSchema as { readonly properties: object };
    expect(
      Object.keys(properties).filter(
        (key) => key !== 'type' && !page.includes(`| \`${key}\``) && !page.includes(`, \`${key}\` |`),
      ),
    ).toEqual([]);
  });

  it('hides secrets', () => {
    expect(adapter.publicKeys).not.toContain('password');
    expect(adapter.publicKeys).not.toContain('pass');
  });
});
