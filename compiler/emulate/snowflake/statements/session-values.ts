import { SnowflakeError } from '../engine/errors.js';
import { sqlString } from '../engine/names.js';
import type { EmulatedSession } from '../engine/session.js';

/** CURRENT_SCHEMA() and the like, as SQL. */
export function sessionValue(session: EmulatedSession, name: string): string {
  const value = VALUES[name];
  if (!value) throw new SnowflakeError('002141', '42601', `SQL compilation error:\nUnknown function ${name}.`);
  const text = value(session);
  return text === undefined ? 'CAST(NULL AS VARCHAR)' : sqlString(text);
}

const VALUES: Readonly<Record<string, (session: EmulatedSession) => string | undefined>> = {
  CURRENT_DATABASE: (session) => session.database,
  CURRENT_SCHEMA: (session) => session.schema,
  CURRENT_ROLE: (session) => session.role,
  CURRENT_WAREHOUSE: (session) => session.warehouse,
  CURRENT_USER: (session) => session.user,
  CURRENT_SESSION: (session) => session.id,
  CURRENT_ACCOUNT: () => 'EMULATED',
  CURRENT_REGION: () => 'LOCAL',
  CURRENT_VERSION: () => '9.0.0',
  CURRENT_TRANSACTION: () => undefined,
  CURRENT_AVAILABLE_ROLES: (session) => JSON.stringify([session.role]),
  LAST_QUERY_ID: (session) => [...session.results.keys()].at(-1),
};
