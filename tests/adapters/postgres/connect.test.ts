import { describe, expect, it } from 'vitest';
import { logIn } from '../../../compiler/adapters/postgres/connect.js';
import { resolveCredentials } from '../../../compiler/adapters/postgres/credentials.js';
import type { Driver } from '../../../compiler/adapters/postgres/driver.js';
import { explainLogin } from '../../../compiler/adapters/postgres/login.js';
import { QuernError } from '../../../compiler/base/diagnostics.js';

const { credentials } = resolveCredentials({
  host: 'h',
  user: 'u',
  password: 'p',
  dbname: 'd',
  schema: 's',
  retries: 2,
  sslmode: 'disable',
});
const failure = (code: string, message = code): Error => Object.assign(new Error(message), { code });

/** A driver whose logins fail as told, then succeed. */
function driver(...failures: Error[]): { driver: Driver; attempts: () => number } {
  let count = 0;
  class Client {
    readonly connection = {
      on: (_: string, listener: (status: object) => void) =>
        listener({ parameterName: 'DateStyle', parameterValue: 'ISO' }),
    };
    on(): void {}
    async end(): Promise<void> {}
    async connect(): Promise<void> {
      const error = failures[count++];
      if (error) throw error;
    }
  }
  return { driver: { Client } as unknown as Driver, attempts: () => count };
}

const waits: number[] = [];
const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);

describe('connecting', () => {
  it('tries again where a later attempt may succeed, ever later', async () => {
    const { driver: fake, attempts } = driver(failure('ECONNREFUSED'), failure('57P03'));
    waits.length = 0;
    await logIn(fake, credentials, undefined, wait);
    expect(attempts()).toBe(3);
    expect(waits).toEqual([250, 500]);
  });

  it('gives up after as many attempts as the profile says', async () => {
    const { driver: fake, attempts } = driver(...Array.from({ length: 5 }, () => failure('ECONNREFUSED')));
    await expect(logIn(fake, credentials, undefined, wait)).rejects.toBeInstanceOf(QuernError);
    expect(attempts()).toBe(3);
  });

  it('does not try again what stays wrong', async () => {
    for (const code of ['28P01', '3D000', '28000', 'ENOTFOUND', 'SELF_SIGNED_CERT_IN_CHAIN']) {
      const { driver: fake, attempts } = driver(failure(code));
      await expect(logIn(fake, credentials, undefined, wait), code).rejects.toBeInstanceOf(QuernError);
      expect(attempts(), code).toBe(1);
    }
  });

  it('stops trying when it is told to', async () => {
    const { driver: fake, attempts } = driver(failure('ECONNREFUSED'));
    await expect(logIn(fake, credentials, AbortSignal.abort(), wait)).rejects.toBeInstanceOf(QuernError);
    expect(attempts()).toBe(1);
  });

  it.each([
    ['ECONNREFUSED', true],
    ['ETIMEDOUT', true],
    ['ECONNRESET', true],
    ['57P03', true],
    ['53300', true],
    ['08006', true],
    ['28P01', false],
    ['XX000', false],
  ])('%s may pass: %s', (code, transient) => {
    expect(explainLogin(failure(code), credentials).transient).toBe(transient);
  });
});
