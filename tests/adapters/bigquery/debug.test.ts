import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { quernAsync } from '../../e2e/cli.js';
import { TestProject } from './project.js';
import { startServer } from './target.js';

const server = await startServer();
afterAll(() => server.close());

const SECRET = 's3cr3t-value';
const key = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

async function debug(profile: Readonly<Record<string, unknown>>): Promise<{ code: number | null; output: string }> {
  const project = new TestProject(server, { 'models/m.sql': 'select 1 as id' }, profile);
  try {
    return await quernAsync(project.dir, ['debug', '--profiles-dir', project.dir], {
      GOOGLE_APPLICATION_CREDENTIALS: `${project.dir}/none.json`,
    });
  } finally {
    project.remove();
  }
}

describe('quern debug', () => {
  it('says that all is well, and what it is connected with', async () => {
    const { code, output } = await debug({ token: SECRET, location: 'US', execution_project: 'payer' });
    expect(output).toMatch(/execution_project: payer/);
    expect(code).toBe(0);
    expect(output).not.toContain(SECRET);
  });

  it.each([
    [
      'a key file that is not there',
      { method: 'service-account', keyfile: 'none.json' },
      /key file '.*none.json' cannot be read/,
    ],
    [
      'a key that is none',
      {
        method: 'service-account-json',
        keyfile_json: { type: 'service_account', client_email: 'a@b', private_key: SECRET },
      },
      /service account's key is not usable/,
    ],
    ['no default credentials', { method: 'oauth' }, /none\.json' cannot be read/],
    [
      'a token service that cannot be reached',
      { token: null, refresh_token: SECRET, client_id: 'c', client_secret: SECRET, token_uri: 'http://127.0.0.1:9/t' },
      /token service cannot be reached/,
    ],
    ['a key without its field', { method: 'service-account' }, /'keyfile' is required/],
    [
      'a project that is not there',
      { project: 'acme', token: SECRET, api_endpoint: 'http://127.0.0.1:9' },
      /127\.0\.0\.1:9|ECONNREFUSED|cannot be reached/,
    ],
  ])('explains %s in a sentence, without secrets', async (_, profile, sentence) => {
    const { code, output } = await debug(profile);
    expect(output).toMatch(sentence);
    expect(output).not.toContain(SECRET);
    expect(output).not.toMatch(/\n\s+at /);
    expect(code).not.toBe(0);
  });

  it('never shows a private key', async () => {
    const private_key = key();
    const { output } = await debug({
      method: 'service-account-json',
      keyfile_json: { type: 'service_account', client_email: 'a@b', private_key, token_uri: 'http://127.0.0.1:9/t' },
    });
    expect(output).not.toContain(private_key.split('\n')[1]!);
  });
});
