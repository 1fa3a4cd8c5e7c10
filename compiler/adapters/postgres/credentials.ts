import { type CredentialProblem, CredentialReader } from '../credentials.js';
import type { Credentials } from '../types.js';

/** `sslmode` as libpq has it. */
export const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** A profile output with its defaults; what `connect` needs. Other keys stay as they were written. */
export interface PostgresCredentials extends Credentials {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly schema: string;
  readonly role?: string;
  readonly search_path?: string;
  readonly sslmode?: SslMode;
  readonly sslcert?: string;
  readonly sslkey?: string;
  readonly sslrootcert?: string;
  readonly application_name: string;
  /** Seconds; 0: no limit. */
  readonly connect_timeout: number;
  /** Seconds; 0: the system's. */
  readonly keepalives_idle: number;
  /** How often a connection is tried again. */
  readonly retries: number;
  /** Every statement commits by itself. */
  readonly autocommit: boolean;
}

export interface ResolvedCredentials {
  readonly credentials: PostgresCredentials;
  readonly database: string;
  readonly schema: string;
  readonly problems: readonly CredentialProblem[];
}

/** Keys that are known by two names: the second one counts where the first is absent. */
function either(reader: CredentialReader, key: string, alias: string): string {
  if (reader.has(key) && reader.has(alias) && reader.text(key) !== reader.text(alias))
    reader.problem(alias, `'${alias}' and '${key}' mean the same and have different values`);
  return (reader.has(key) ? reader.text(key) : reader.text(alias)) ?? reader.required(key);
}

function sslMode(reader: CredentialReader): SslMode | undefined {
  const text = reader.text('sslmode');
  if (text === undefined || text === '') return undefined;
  const mode = SSL_MODES.find((known) => known === text);
  if (!mode) reader.problem('sslmode', `'sslmode' is one of ${SSL_MODES.join(', ')}, not '${text}'`);
  return mode;
}

function portOf(reader: CredentialReader): number {
  const port = reader.number('port') ?? 5432;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    reader.problem('port', `'port' must be a number up to 65535, not ${port}`);
  return port;
}

/** Fills in defaults as dbt-postgres does; `port` may be left out. */
export function resolveCredentials(output: Credentials): ResolvedCredentials {
  const reader = new CredentialReader(output);
  const database = either(reader, 'dbname', 'database');
  const schema = reader.required('schema');
  const optional = Object.fromEntries(
    (['role', 'search_path', 'sslcert', 'sslkey', 'sslrootcert'] as const).flatMap((key) => {
      const value = reader.text(key);
      return value === undefined || value === '' ? [] : [[key, value]];
    }),
  );
  const mode = sslMode(reader);
  const credentials: PostgresCredentials = {
    ...output,
    host: reader.required('host'),
    port: portOf(reader),
    user: reader.required('user'),
    password: either(reader, 'password', 'pass'),
    database,
    dbname: database,
    schema,
    ...optional,
    ...(mode === undefined ? {} : { sslmode: mode }),
    application_name: reader.text('application_name') ?? 'quern',
    connect_timeout: reader.number('connect_timeout') ?? 10,
    keepalives_idle: reader.number('keepalives_idle') ?? 0,
    retries: reader.number('retries') ?? 1,
    autocommit: reader.flag('autocommit') ?? false,
  };
  return { credentials, database, schema, problems: reader.problems };
}
