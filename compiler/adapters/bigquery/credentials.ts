import { type CredentialProblem, CredentialReader } from '../credentials.js';
import type { Credentials } from '../types.js';

export const METHODS = [
  'oauth',
  'oauth-secrets',
  'service-account',
  'service-account-json',
  'external-oauth-wif',
  'emulated',
] as const;
export type Method = (typeof METHODS)[number];

/** What access tokens are asked for where the profile does not say. */
const SCOPES = [
  'https://www.googleapis.com/auth/bigquery',
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/drive',
];

/** Where an identity provider gives out the token that is exchanged for one of Google. */
export interface TokenEndpoint {
  readonly type: string;
  readonly request_url: string;
  readonly request_data: string;
}

/** A profile output with its defaults. What other warehouses call database and schema is project and dataset here. */
export interface BigQueryCredentials extends Credentials {
  readonly method: Method;
  readonly database: string;
  readonly schema: string;
  /** The project that jobs run in and that pays for them. */
  readonly execution_project: string;
  readonly quota_project: string | undefined;
  readonly location: string | undefined;
  readonly priority: 'interactive' | 'batch';
  readonly maximum_bytes_billed: number | undefined;
  readonly reservation: string | undefined;
  readonly impersonate_service_account: string | undefined;
  readonly scopes: readonly string[];
  readonly job_retries: number;
  readonly job_retry_deadline_seconds: number | undefined;
  readonly job_creation_timeout_seconds: number | undefined;
  readonly job_execution_timeout_seconds: number | undefined;
  readonly api_endpoint: string | undefined;
  readonly keyfile: string | undefined;
  readonly keyfile_json: Readonly<Record<string, unknown>> | undefined;
  readonly token: string | undefined;
  readonly refresh_token: string | undefined;
  readonly client_id: string | undefined;
  readonly client_secret: string | undefined;
  readonly token_uri: string | undefined;
  readonly workload_pool_provider_path: string | undefined;
  readonly service_account_impersonation_url: string | undefined;
  readonly token_endpoint: TokenEndpoint | undefined;
  /** Of `method: emulated`: the DuckDB file that stands for the project, and the time that it is there at the start. */
  readonly emulator: string | undefined;
  readonly emulator_clock: string | undefined;
}

export interface Resolved {
  readonly credentials: BigQueryCredentials;
  readonly database: string;
  readonly schema: string;
  readonly problems: readonly CredentialProblem[];
}

function readMethod(reader: CredentialReader): Method {
  const method = reader.required('method');
  const known = METHODS.find((name) => name === method);
  if (method !== '' && !known)
    reader.problem('method', `'${method}' is no way to authenticate; known: ${METHODS.join(', ')}`);
  return known ?? 'oauth';
}

/** A mapping, its JSON, or that in base64 (as secrets are often kept). */
function readKey(reader: CredentialReader, output: Credentials): BigQueryCredentials['keyfile_json'] {
  if (typeof output.keyfile_json !== 'string') return reader.mapping('keyfile_json');
  for (const text of [output.keyfile_json, Buffer.from(output.keyfile_json, 'base64').toString('utf8')]) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) return { ...value };
    } catch {
      // Not this one.
    }
  }
  reader.problem('keyfile_json', "'keyfile_json' is neither a mapping nor the JSON of one");
  return undefined;
}

function readTokenEndpoint(reader: CredentialReader): TokenEndpoint | undefined {
  const given = reader.mapping('token_endpoint');
  if (!given) return undefined;
  for (const key of ['type', 'request_url', 'request_data'])
    if (typeof given[key] !== 'string') reader.problem('token_endpoint', `'token_endpoint' needs '${key}'`);
  return given as unknown as TokenEndpoint;
}

function readClock(reader: CredentialReader): string | undefined {
  const clock = reader.text('emulator_clock');
  if (clock !== undefined && Number.isNaN(Date.parse(clock)))
    reader.problem('emulator_clock', `'${clock}' in 'emulator_clock' is no timestamp, such as 2025-03-01T06:00:00Z`);
  return clock;
}

/** What each way to authenticate cannot do without. */
function checkMethod(reader: CredentialReader, method: Method): void {
  const need = (...keys: string[]): void => {
    for (const key of keys) if (!reader.has(key)) reader.problem(key, `'${key}' is required with 'method: ${method}'`);
  };
  if (method === 'emulated') need('emulator');
  if (method === 'service-account') need('keyfile');
  if (method === 'service-account-json') need('keyfile_json');
  if (method === 'oauth-secrets' && !reader.has('token'))
    need('refresh_token', 'client_id', 'client_secret', 'token_uri');
  if (method === 'external-oauth-wif') need('workload_pool_provider_path', 'token_endpoint');
}

/** Reads a profile output; the older names `retries` and `timeout_seconds` are taken for the newer ones. */
export function resolveCredentials(output: Credentials): Resolved {
  const reader = new CredentialReader(output);
  const database = reader.text('project') ?? reader.text('database') ?? reader.required('project');
  const schema = reader.text('dataset') ?? reader.text('schema') ?? reader.required('dataset');
  const method = readMethod(reader);
  checkMethod(reader, method);
  const priority = reader.text('priority') ?? 'interactive';
  if (priority !== 'interactive' && priority !== 'batch')
    reader.problem('priority', `'priority' is interactive or batch, not '${priority}'`);
  const credentials: BigQueryCredentials = {
    ...output,
    method,
    database,
    project: database,
    schema,
    dataset: schema,
    execution_project: reader.text('execution_project') ?? database,
    quota_project: reader.text('quota_project'),
    location: reader.text('location'),
    priority: priority === 'batch' ? 'batch' : 'interactive',
    maximum_bytes_billed: reader.number('maximum_bytes_billed'),
    reservation: reader.text('reservation'),
    impersonate_service_account: reader.text('impersonate_service_account'),
    scopes: reader.list('scopes')?.map(String) ?? SCOPES,
    job_retries: reader.number('job_retries') ?? reader.number('retries') ?? 1,
    job_retry_deadline_seconds: reader.number('job_retry_deadline_seconds'),
    job_creation_timeout_seconds: reader.number('job_creation_timeout_seconds'),
    job_execution_timeout_seconds: reader.number('job_execution_timeout_seconds') ?? reader.number('timeout_seconds'),
    api_endpoint: reader.text('api_endpoint'),
    keyfile: reader.text('keyfile'),
    keyfile_json: readKey(reader, output),
    token: reader.text('token'),
    refresh_token: reader.text('refresh_token'),
    client_id: reader.text('client_id'),
    client_secret: reader.text('client_secret'),
    token_uri: reader.text('token_uri'),
    workload_pool_provider_path: reader.text('workload_pool_provider_path'),
    service_account_impersonation_url: reader.text('service_account_impersonation_url'),
    token_endpoint: readTokenEndpoint(reader),
    emulator: reader.text('emulator'),
    emulator_clock: readClock(reader),
  };
  return { credentials, database, schema, problems: reader.problems };
}
