import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Engine } from '../engine/engine.js';
import { parametersOf } from './respond.js';

/** Who may log in. Without a list everyone may, with anything. */
export interface EmulatedUser {
  readonly name: string;
  readonly password?: string;
  /** PEM of the key that signs the user's JWTs. */
  readonly publicKey?: string;
  /** OAuth or programmatic access tokens. */
  readonly tokens?: readonly string[];
  readonly passcode?: string;
}

interface LoginData {
  readonly LOGIN_NAME?: string;
  readonly PASSWORD?: string;
  readonly TOKEN?: string;
  readonly AUTHENTICATOR?: string;
  readonly PASSCODE?: string;
  readonly SESSION_PARAMETERS?: Readonly<Record<string, string | number | boolean>>;
}

const BAD_LOGIN = { code: '390100', message: 'Incorrect username or password was specified.' };
const BAD_TOKEN = { code: '390144', message: 'JWT token is invalid.' };
const BAD_OAUTH = { code: '390303', message: 'Invalid OAuth access token.' };

/** The answer to a login. What stands in the URL names role, warehouse, database and schema. */
export async function login(
  engine: Engine,
  users: readonly EmulatedUser[] | undefined,
  body: unknown,
  query: URLSearchParams,
): Promise<unknown> {
  const data = ((body as { data?: LoginData } | null)?.data ?? {}) as LoginData;
  const authenticator = (data.AUTHENTICATOR ?? 'SNOWFLAKE').toUpperCase();
  const name = data.LOGIN_NAME ?? subjectOf(data.TOKEN) ?? 'TOKEN_USER';
  const problem = users ? refusal(users, authenticator, data, name) : undefined;
  if (problem) return { success: false, ...problem, data: { authnMethod: authenticator, nextAction: 'RETRY_LOGIN' } };
  const given = (key: string): string | undefined => {
    const value = query.get(key);
    return value ? stored(value) : undefined;
  };
  const session = await engine.startSession({
    user: name.toUpperCase(),
    role: given('roleName') ?? 'ACCOUNTADMIN',
    warehouse: given('warehouse'),
    database: given('databaseName'),
    schema: given('schemaName'),
    parameters: data.SESSION_PARAMETERS ?? {},
  });
  return {
    success: true,
    code: null,
    message: null,
    data: {
      token: session.token,
      masterToken: session.masterToken,
      validityInSeconds: 3600,
      masterValidityInSeconds: 14_400,
      displayUserName: session.user,
      serverVersion: '9.0.0',
      firstLogin: false,
      remMeToken: null,
      remMeValidityInSeconds: 0,
      healthCheckInterval: 45,
      sessionId: Number(session.id),
      parameters: parametersOf(session),
      sessionInfo: {
        databaseName: session.database ?? null,
        schemaName: session.schema ?? null,
        warehouseName: session.warehouse ?? null,
        roleName: session.role,
      },
      mfaToken: authenticator === 'USERNAME_PASSWORD_MFA' ? 'emulated-mfa-token' : undefined,
      idToken: authenticator === 'EXTERNALBROWSER' ? 'emulated-id-token' : undefined,
    },
  };
}

/** Names of a login are as in SQL: upper case, unless quoted. */
function stored(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name.toUpperCase();
}

function refusal(
  users: readonly EmulatedUser[],
  authenticator: string,
  data: LoginData,
  name: string,
): { code: string; message: string } | undefined {
  const user = users.find((u) => u.name.toUpperCase() === name.toUpperCase());
  if (authenticator === 'SNOWFLAKE_JWT')
    return user?.publicKey && validJwt(data.TOKEN, user.publicKey) ? undefined : BAD_TOKEN;
  if (authenticator === 'OAUTH' || authenticator === 'PROGRAMMATIC_ACCESS_TOKEN') {
    const known = users.some((u) => u.tokens?.includes(data.TOKEN ?? data.PASSWORD ?? ''));
    return known ? undefined : authenticator === 'OAUTH' ? BAD_OAUTH : BAD_LOGIN;
  }
  if (!user || user.password === undefined || user.password !== data.PASSWORD) {
    // A programmatic access token can be given as the password.
    return user?.tokens?.includes(data.PASSWORD ?? '') ? undefined : BAD_LOGIN;
  }
  if (user.passcode !== undefined && data.PASSCODE !== user.passcode)
    return { code: '390127', message: 'MFA authentication failed.' };
  return undefined;
}

function validJwt(token: string | undefined, publicKey: string): boolean {
  const [header, payload, signature] = token?.split('.') ?? [];
  if (!header || !payload || !signature) return false;
  const key: KeyObject = createPublicKey(publicKey);
  return verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
}

/** The user of a JWT: `ACCOUNT.USER`. */
function subjectOf(token: string | undefined): string | undefined {
  try {
    const payload = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
    return typeof payload.sub === 'string' ? payload.sub.split('.').at(-1) : undefined;
  } catch {
    return undefined;
  }
}
