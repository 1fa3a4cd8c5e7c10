import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { QuernError } from '../../../base/diagnostics.js';
import { needsUser } from '../../diagnostics.js';

interface LoginOptions {
  readonly user?: string;
  readonly password?: string;
  readonly publicKey?: string;
  readonly token?: string;
}

interface User {
  readonly name: string;
  readonly password?: string;
  readonly publicKey?: string;
  readonly tokens?: readonly string[];
}

/** Who may log in, by the options of the command; undefined for everybody. Throws QuernError. */
export function emulatedUsers(options: LoginOptions, cwd: string): readonly User[] | undefined {
  const { user, password, publicKey, token } = options;
  if (user === undefined) {
    if (password !== undefined || publicKey !== undefined || token !== undefined) throw new QuernError(needsUser({}));
    return undefined;
  }
  return [
    {
      name: user,
      ...(password === undefined ? {} : { password }),
      ...(publicKey === undefined ? {} : { publicKey: readFileSync(resolve(cwd, publicKey), 'utf8') }),
      ...(token === undefined ? {} : { tokens: [token] }),
    },
  ];
}

/** A target for profiles.yml. What was given as a secret is left to fill in. */
export function profileSnippet(url: string, user: User | undefined): string {
  const { hostname, port } = new URL(url);
  const lines = [
    'type: snowflake',
    'account: emulated',
    `host: ${hostname}`,
    `port: ${port}`,
    'protocol: http',
    `user: ${user?.name ?? 'anybody'}`,
    ...loginLines(user),
    'role: DEVELOPER',
    'database: ANALYTICS',
    'warehouse: WH',
    'schema: DBT',
    'threads: 8',
  ];
  return `emulated:\n  target: dev\n  outputs:\n    dev:\n${lines.map((line) => `      ${line}\n`).join('')}`;
}

function loginLines(user: User | undefined): readonly string[] {
  if (!user) return ['password: anything'];
  if (user.password !== undefined) return ["password: '...'"];
  if (user.publicKey !== undefined) return ['private_key_path: ...'];
  return user.tokens ? ['authenticator: oauth', "token: '...'"] : ["password: '...'"];
}
