import { type CredentialProblem, CredentialReader } from '../credentials.js';
import type { Credentials } from '../types.js';

/** A profile output with its defaults. */
export interface SnowflakeCredentials extends Credentials {
  readonly account: string;
  readonly database: string;
  readonly schema: string;
  readonly connect_retries: number;
  readonly client_session_keep_alive: boolean;
}

/** Keys of which a method of login needs one; without an `authenticator` the keys that are there tell the method. */
const WITHOUT_USER = new Set([
  'oauth',
  'jwt',
  'workload_identity',
  'oauth_client_credentials',
  'oauth_authorization_code',
]);

export function resolveCredentials(output: Credentials): {
  readonly credentials: SnowflakeCredentials;
  readonly database: string;
  readonly schema: string;
  readonly problems: readonly CredentialProblem[];
} {
  const reader = new CredentialReader(output);
  reader.required('account');
  const database = reader.required('database');
  const schema = reader.required('schema');
  const authenticator = reader.text('authenticator')?.toLowerCase();
  if (authenticator === undefined || !WITHOUT_USER.has(authenticator)) reader.required('user');
  if (reader.has('private_key') && reader.has('private_key_path')) {
    reader.problem('private_key', "'private_key' and 'private_key_path' cannot both be set");
  }
  checkMethod(reader, authenticator);
  for (const key of ['port', 'proxy_port', 'connect_timeout', 'login_timeout', 'network_timeout']) reader.number(key);
  for (const key of ['retry_on_database_errors', 'retry_all', 'insecure_mode']) reader.flag(key);
  reader.mapping('session_parameters');
  const credentials: SnowflakeCredentials = {
    ...output,
    // Snowflake's account names stand in host names, which know no underscore.
    account: (reader.text('account') ?? '').replaceAll('_', '-'),
    database,
    schema,
    connect_retries: reader.number('connect_retries') ?? 1,
    client_session_keep_alive: reader.flag('client_session_keep_alive') ?? false,
    reuse_connections: reader.flag('reuse_connections') ?? true,
  };
  return { credentials, database, schema, problems: reader.problems };
}

/** What each method of login cannot do without. A key that is there but empty may come from an unset variable. */
function checkMethod(reader: CredentialReader, authenticator: string | undefined): void {
  const needs = (key: string, why: string): void => {
    if (!reader.has(key)) reader.problem(key, `'${key}' is required ${why}`);
  };
  switch (authenticator) {
    case 'oauth':
    case 'jwt':
      needs('token', `with authenticator '${authenticator}'`);
      if (reader.has('oauth_client_id') !== reader.has('oauth_client_secret'))
        needs(
          reader.has('oauth_client_id') ? 'oauth_client_secret' : 'oauth_client_id',
          'where the other is given: together they renew the token',
        );
      break;
    case 'username_password_mfa':
      needs('password', "with authenticator 'username_password_mfa'");
      break;
    case 'programmatic_access_token':
      if (!reader.has('token') && !reader.has('password'))
        needs('token', "with authenticator 'programmatic_access_token'");
      break;
    case 'workload_identity':
      needs('workload_identity_provider', "with authenticator 'workload_identity'");
      break;
  }
}
