import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Credentials, Session } from '../../../compiler/adapters/types.js';
import { quernAsync } from '../../e2e/cli.js';
import { writeProject } from '../../e2e/project.js';
import { adapter, output, serve } from './target.js';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: typeof keys.privateKey): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const encrypted = keys.privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
  .toString();

const server = await serve({
  users: [
    {
      name: 'ADA',
      password: 'geheim 1',
      publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      tokens: ['token 1'],
    },
    { name: 'MFA', password: 'geheim 1', passcode: '123456' },
  ],
});
const listeners: Server[] = [];
afterAll(() => {
  for (const listener of listeners) listener.close();
});

const SECRETS = ['geheim', 'token 1', 'old token', 'open sesame', 'PRIVATE KEY'];

async function debug(change: Credentials): Promise<{ code: number | null; output: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'quern-debug-'));
  const target: Credentials = {
    ...output(server, { login_timeout: 3, connect_retries: 0, password: undefined }),
    ...change,
  };
  writeProject(dir, { 'profiles.yml': JSON.stringify({ shop: { target: 'dev', outputs: { dev: target } } }) });
  const answer = await quernAsync(dir, ['debug']);
  rmSync(dir, { recursive: true, force: true });
  for (const secret of SECRETS) expect(answer.output).not.toContain(secret);
  expect(answer.output).not.toContain('    at ');
  return { code: answer.code, output: answer.output.replace(/\s+/g, ' ') };
}

/** A server that refuses every login, with this code and message or this status. */
async function refusing(answer: number | { code: string; message: string }): Promise<string> {
  const listener = createServer((_, response) => {
    if (typeof answer === 'number') response.writeHead(answer).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ success: false, ...answer, data: { nextAction: 'RETRY_LOGIN' } }));
  });
  listeners.push(listener);
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
}

describe('quern debug logs in', () => {
  it.each<[string, Credentials]>([
    ['by password', { password: 'geheim 1' }],
    ['by a private key', { private_key: pem(keys.privateKey) }],
    ['by an encrypted private key', { private_key: encrypted, private_key_passphrase: 'open sesame' }],
    ['by an OAuth token', { authenticator: 'oauth', token: 'token 1' }],
    ['by a programmatic access token', { authenticator: 'programmatic_access_token', token: 'token 1' }],
    ['by a programmatic access token as the password', { password: 'token 1' }],
    [
      'with a second factor',
      { user: 'mfa', password: 'geheim 1', authenticator: 'username_password_mfa', passcode: '123456' },
    ],
  ])('%s', async (_, change) => {
    const { code, output: said } = await debug(change);
    expect(said).toContain('Connection test: [OK connection ok]');
    expect(code).toBe(0);
  });
});

describe('quern debug says in a sentence', () => {
  it.each<[string, Credentials, string]>([
    ['a wrong password', { password: 'geheim 2' }, "Snowflake knows no user 'ada' with this password"],
    ['another key', { private_key: pem(other.privateKey) }, "The private key does not belong to the user 'ada'"],
    [
      'a key without its passphrase',
      { private_key: encrypted },
      'The private key is encrypted, but there is no passphrase',
    ],
    ['a wrong passphrase', { private_key: encrypted, private_key_passphrase: 'geheim 3' }, 'the passphrase is wrong'],
    [
      'a key that is not there',
      { private_key_path: '/no/such.p8' },
      "The private key '/no/such.p8' cannot be used: there is no such file",
    ],
    [
      'an OAuth token that is not valid',
      { authenticator: 'oauth', token: 'old token' },
      'The OAuth token is not valid',
    ],
    [
      'a wrong second factor',
      { user: 'mfa', password: 'geheim 1', authenticator: 'username_password_mfa', passcode: '1' },
      'The second factor was refused',
    ],
    ['nothing to log in with', {}, 'The profile has nothing to log in with'],
    [
      'an unknown account',
      { access_url: undefined, host: 'no-such-account.invalid', password: 'geheim 1' },
      "There is no Snowflake at 'no-such-account.invalid'",
    ],
    [
      'a closed port',
      { access_url: 'http://127.0.0.1:1', password: 'geheim 1' },
      'Nothing answers at http://127.0.0.1:1',
    ],
    [
      'a proxy that is not there',
      { proxy_host: '127.0.0.1', proxy_port: 1, password: 'geheim 1', access_url: 'http://10.255.255.1' },
      "The proxy '127.0.0.1:1' cannot be reached",
    ],
  ])('%s', async (_, change, sentence) => {
    const { code, output: said } = await debug(change);
    expect(said).toContain(sentence);
    expect(code).toBe(1);
  });

  it.each<[string, number | { code: string; message: string }, string]>([
    [
      'a role that is not granted',
      { code: '390189', message: "Role 'DEV' specified in the connect string does not exist or not authorized." },
      "The role 'DEV' does not exist or is not granted to the user",
    ],
    [
      'an expired OAuth token',
      { code: '390318', message: 'OAuth access token expired.' },
      'The OAuth token has expired',
    ],
    [
      'an expired access token',
      { code: '394400', message: 'Programmatic access token is expired.' },
      'The programmatic access token has expired',
    ],
    [
      'an access token without a network policy',
      { code: '394406', message: 'Network policy is required.' },
      'only of users with a network policy',
    ],
    [
      'a second factor that is wanted',
      {
        code: '394508',
        message:
          'MFA authentication is required, but none of your current MFA methods are supported for programmatic authentication.',
      },
      "The user 'ada' must log in with a second factor",
    ],
    [
      'an address that is not let in',
      { code: '390422', message: 'Incoming request with IP/Token 192.0.2.1 is not allowed to access Snowflake.' },
      'does not let this address in',
    ],
    [
      'a locked user',
      { code: '390102', message: 'Your user account has been temporarily locked.' },
      "The user 'ada' is locked or disabled",
    ],
    ['an account that is not there', 403, "There is no account 'acme'"],
    ['a server that is not available', 503, 'is not available (HTTP 503)'],
    [
      'what it does not know, as the server says it',
      { code: '399999', message: 'No logins with geheim 1 today' },
      'Snowflake refused the login: No logins with ***** today',
    ],
  ])('%s', async (_, answer, sentence) => {
    const { code, output: said } = await debug({ password: 'geheim 1', access_url: await refusing(answer) });
    expect(said).toContain(sentence);
    expect(code).toBe(1);
  });

  it.each([
    ['warehouse', [null, 'DB', 'DEV'], "There is no warehouse 'WH', or the role 'DEV' may not use it"],
    ['database', ['WH', null, 'DEV'], "There is no database 'DB', or the role 'DEV' may not use it"],
  ] as const)('a %s that the session does not get', async (_, row, sentence) => {
    const session = { execute: async () => ({ columns: [], rows: [row] }) } as unknown as Session;
    await expect(adapter.checkLogin!(session, output(server))).rejects.toThrow(sentence);
  });
});
