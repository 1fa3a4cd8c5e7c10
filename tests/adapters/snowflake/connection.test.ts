import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  addressOf,
  connectionOptions,
  sessionStatement,
} from '../../../compiler/adapters/snowflake/connection-options.js';
import { resolveCredentials } from '../../../compiler/adapters/snowflake/credentials.js';
import type { Driver, SdkConnection } from '../../../compiler/adapters/snowflake/driver.js';
import type { SdkError } from '../../../compiler/adapters/snowflake/errors.js';
import { explainLogin, logIn, withoutSecrets } from '../../../compiler/adapters/snowflake/login.js';
import { accessToken } from '../../../compiler/adapters/snowflake/oauth.js';
import { QuernError } from '../../../compiler/base/diagnostics.js';

const base = { type: 'snowflake', account: 'my_org-acme', user: 'ci', database: 'DB', schema: 'S' };
const credentials = (more: Record<string, unknown>) => resolveCredentials({ ...base, ...more }).credentials;
const options = (more: Record<string, unknown>) => connectionOptions(credentials(more)) as Record<string, unknown>;
const folder = mkdtempSync(join(tmpdir(), 'quern-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function told(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as QuernError).diagnostics[0]!.message;
  }
  return 'nothing';
}

describe('the address', () => {
  it('follows from the account, or from what the profile says', () => {
    expect(addressOf(credentials({}))).toBe('https://my-org-acme.snowflakecomputing.com');
    expect(addressOf(credentials({ host: 'localhost', port: 8080, protocol: 'http' }))).toBe('http://localhost:8080');
    expect(addressOf(credentials({ access_url: 'http://127.0.0.1:99/' }))).toBe('http://127.0.0.1:99');
  });
});

describe('ways to log in', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a password', { password: 'p' }, { username: 'ci', password: 'p' }],
    ['a token', { authenticator: 'oauth', token: 't' }, { authenticator: 'OAUTH', token: 't' }],
    [
      'a browser',
      { authenticator: 'externalbrowser' },
      { authenticator: 'EXTERNALBROWSER', clientStoreTemporaryCredential: true },
    ],
    [
      'a second factor',
      { authenticator: 'username_password_mfa', password: 'p', passcode: '123456' },
      { authenticator: 'USERNAME_PASSWORD_MFA', password: 'p', passcode: '123456', clientRequestMFAToken: true },
    ],
    [
      'a programmatic access token',
      { authenticator: 'programmatic_access_token', token: 't' },
      { authenticator: 'PROGRAMMATIC_ACCESS_TOKEN', token: 't' },
    ],
    [
      'the identity of a workload',
      {
        authenticator: 'workload_identity',
        workload_identity_provider: 'azure',
        workload_identity_entra_resource: 'r',
      },
      {
        authenticator: 'WORKLOAD_IDENTITY',
        workloadIdentityProvider: 'AZURE',
        workloadIdentityAzureEntraIdResource: 'r',
      },
    ],
    [
      'Okta',
      { authenticator: 'https://acme.okta.com', password: 'p' },
      { authenticator: 'https://acme.okta.com', password: 'p' },
    ],
  ])('%s', (_, given, expected) => expect(options(given)).toMatchObject(expected));

  it('tells what is missing', () => {
    expect(told(() => options({}))).toBe('The profile has nothing to log in with');
    expect(resolveCredentials({ ...base, authenticator: 'oauth' }).problems.map((p) => p.key)).toEqual(['token']);
    expect(resolveCredentials({ type: 'snowflake' }).problems.map((p) => p.key)).toEqual([
      'account',
      'database',
      'schema',
      'user',
    ]);
  });

  it('sets up the session in one statement', () => {
    expect(sessionStatement(credentials({}))).toBeUndefined();
    expect(
      sessionStatement(credentials({ query_tag: "it's", session_parameters: { TIMEZONE: 'UTC', WEEK_START: 1 } })),
    ).toBe("alter session set TIMEZONE = 'UTC' WEEK_START = 1 QUERY_TAG = 'it''s'");
  });
});

describe('private keys', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const encrypted = privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' })
    .toString();
  const der = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

  it.each([
    ['PEM', { private_key: pem }],
    ['PEM in one line', { private_key: pem.replaceAll('\n', '\\n') }],
    ['Base64 of DER', { private_key: der }],
    ['encrypted', { private_key: encrypted, private_key_passphrase: 'open' }],
  ])('%s', (_, given) => expect(options(given)).toMatchObject({ authenticator: 'SNOWFLAKE_JWT', privateKey: pem }));

  it('in a file', () => {
    const path = join(folder, 'key.p8');
    writeFileSync(path, encrypted);
    expect(options({ private_key_path: path, private_key_passphrase: 'open' })).toMatchObject({ privateKey: pem });
  });

  it.each([
    ['is encrypted, but there is no passphrase', { private_key: encrypted }],
    ['cannot be decrypted: the passphrase is wrong', { private_key: encrypted, private_key_passphrase: 'shut' }],
    ['there is no such file', { private_key_path: join(folder, 'none.p8') }],
    ['it is neither PEM nor the Base64', { private_key: 'rubbish' }],
  ])('%s', (expected, given) => {
    const message = told(() => options(given));
    expect(message).toContain(expected);
    expect(message).not.toContain('shut');
  });
});

describe('failing logins are told in one sentence', () => {
  const at = credentials({ password: 'geheim', role: 'LOADER' });
  const refused = (code: string, message: string): SdkError => ({ name: 'OperationFailedError', code, message });
  const network = (code: string): SdkError => ({
    name: 'NetworkError',
    code: 401001,
    message: 'Network error',
    cause: { code },
  });
  it.each<[SdkError, RegExp]>([
    [refused('390100', 'Incorrect username or password was specified.'), /knows no user 'ci' with this password/],
    [refused('390102', 'temporarily locked'), /locked or disabled/],
    [refused('390144', 'JWT token is invalid.'), /private key does not belong to the user 'ci'/],
    [
      refused('390189', "Role 'LOADER' specified in the connect string does not exist"),
      /role 'LOADER' does not exist or is not granted/,
    ],
    [refused('390201', 'The requested warehouse does not exist'), /warehouse, database or schema/],
    [refused('390318', 'OAuth access token expired.'), /token has expired/],
    [refused('390422', 'Incoming request with IP is not allowed'), /network policy/],
    [refused('999999', 'Something about geheim'), /^Snowflake refused the login: Something about \*\*\*\*\*$/],
    [network('ENOTFOUND'), /no account 'my-org-acme'/],
    [network('ECONNREFUSED'), /Nothing answers at https:/],
    [network('ETIMEDOUT'), /cannot be reached/],
    [{ name: 'RequestFailedError', response: { statusCode: 503 } }, /not available \(HTTP 503\)/],
    [{ name: 'RequestFailedError', response: { statusCode: 403 } }, /no account 'my-org-acme'/],
  ])('%o', (error, expected) => expect(explainLogin(error, at).message).toMatch(expected));

  it('without secrets', () => {
    expect(withoutSecrets('user ci, password geheim', at)).toBe('user ci, password *****');
  });
});

describe('logging in', () => {
  const wait = async (): Promise<void> => {};
  function driver(...answers: readonly (SdkError | undefined)[]): Driver & { attempts: number } {
    const self = {
      attempts: 0,
      createConnection: () =>
        ({
          connect(done: (error: unknown) => void) {
            done(answers[Math.min(self.attempts++, answers.length - 1)]);
          },
        }) as unknown as SdkConnection,
      deserializeConnection: none,
    };
    return self;
  }
  const none = (): SdkConnection => {
    throw new Error('There is nothing to go on with');
  };
  const overloaded: SdkError = { name: 'RequestFailedError', response: { statusCode: 503 } };

  it('goes on after an overloaded server', async () => {
    const given = driver(overloaded, overloaded, undefined);
    await logIn(given, credentials({ password: 'p' }), undefined, wait);
    expect(given.attempts).toBe(3);
  });

  it('takes a refusal for an answer', async () => {
    const given = driver({
      name: 'OperationFailedError',
      code: '390100',
      message: 'Incorrect username or password was specified.',
    });
    await expect(
      logIn(given, credentials({ password: 'p', connect_retries: 5 }), undefined, wait),
    ).rejects.toBeInstanceOf(QuernError);
    expect(given.attempts).toBe(1);
  });

  it('tries again after a refusal where the profile asks for it', async () => {
    const given = driver({ name: 'OperationFailedError', code: '390100', message: 'Incorrect username' }, undefined);
    await logIn(given, credentials({ password: 'p', retry_on_database_errors: true }), undefined, wait);
    expect(given.attempts).toBe(2);
  });

  it('tries as often as connect_retries says where nobody answers', async () => {
    const nobody: SdkError = { name: 'NetworkError', cause: { code: 'ECONNREFUSED' } };
    const given = driver(nobody);
    await expect(
      logIn(given, credentials({ password: 'p', connect_retries: 2 }), undefined, wait),
    ).rejects.toBeInstanceOf(QuernError);
    expect(given.attempts).toBe(3);
  });

  it('waits no longer than the profile allows', async () => {
    const silent: Driver = {
      createConnection: () => ({ connect: () => {}, destroy: () => {} }) as unknown as SdkConnection,
      deserializeConnection: none,
    };
    const login = logIn(
      silent,
      credentials({ password: 'p', login_timeout: 0.05, connect_retries: 0 }),
      undefined,
      wait,
    );
    await expect(login).rejects.toThrow(/cannot be reached/);
  });
});

describe('a refresh token', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());
  const listen = (status: number, body: unknown, seen: string[] = []): Promise<string> =>
    new Promise((resolve) => {
      server = createServer((request, response) => {
        let text = '';
        request.on('data', (chunk) => (text += chunk));
        request.on('end', () => {
          seen.push(request.url ?? '', request.headers.authorization ?? '', text);
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        });
      }).listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server!.address() as AddressInfo).port}`));
    });
  const client = { authenticator: 'oauth', token: 'refresh', oauth_client_id: 'id', oauth_client_secret: 'geheim' };

  it('is exchanged for an access token', async () => {
    const seen: string[] = [];
    const url = await listen(200, { access_token: 'access' }, seen);
    expect(await accessToken(credentials({ ...client, access_url: url }))).toBe('access');
    expect(seen).toEqual([
      '/oauth/token-request',
      `Basic ${Buffer.from('id:geheim').toString('base64')}`,
      'grant_type=refresh_token&refresh_token=refresh',
    ]);
  });

  it('that is not taken is told', async () => {
    const url = await listen(400, { message: 'This is an invalid client.' });
    await expect(accessToken(credentials({ ...client, access_url: url }))).rejects.toThrow(
      /no access token.*invalid client/,
    );
  });

  it('is used as it is without a client', async () => {
    expect(await accessToken(credentials({ authenticator: 'oauth', token: 't' }))).toBeUndefined();
  });
});
