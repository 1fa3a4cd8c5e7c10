import { CredentialReader } from '../credentials.js';
import { BASE_TRAITS } from '../traits.js';
import type { Adapter, Credentials } from '../types.js';
import { notAvailable } from '../unavailable.js';

const TYPES: Readonly<Record<string, string>> = { TEXT: 'string', FLOAT: 'float64', INTEGER: 'int64' };
const METHODS = ['oauth', 'service-account', 'service-account-json', 'oauth-secrets', 'external-oauth-wif'] as const;
const text = { type: 'string' } as const;
const count = { type: ['integer', 'string'] } as const;

function resolveCredentials(output: Credentials): ReturnType<Adapter['resolveCredentials']> {
  const reader = new CredentialReader(output);
  // What other warehouses call database and schema is project and dataset here.
  const database = reader.text('project') ?? reader.required('database');
  const schema = reader.text('dataset') ?? reader.required('schema');
  const method = reader.required('method');
  if (method !== '' && !METHODS.some((m) => m === method)) {
    reader.problem('method', `'${method}' is no way to authenticate; known: ${METHODS.join(', ')}`);
  }
  if (method === 'service-account') reader.required('keyfile');
  const credentials = {
    ...output,
    database,
    project: database,
    schema,
    dataset: schema,
    execution_project: reader.text('execution_project') ?? database,
    priority: reader.text('priority') ?? 'interactive',
  };
  return { credentials, database, schema, problems: reader.problems };
}

const adapter: Adapter = {
  name: 'bigquery',
  macroPrefixes: ['bigquery'],
  capabilities: {
    transactionalDdl: false,
    merge: true,
    clone: true,
    grants: true,
    concurrentWrites: true,
    schemaMetadataByRelations: true,
    microbatchConcurrency: true,
  },
  dialect: {
    name: 'bigquery',
    quoteCharacter: '`',
    defaultQuoting: { database: true, schema: true, identifier: true },
    unquotedCase: 'preserve',
    quote: (identifier) => `\`${identifier}\``,
    translateType: (type) => TYPES[type.toUpperCase()] ?? type,
  },
  traits: {
    ...BASE_TRAITS,
    relation: {
      ...BASE_TRAITS.relation,
      className: 'BigQueryRelation',
      requireAlias: false,
      renameable: ['table'],
      replaceable: ['table', 'view'],
    },
    column: {
      ...BASE_TRAITS.column,
      className: 'BigQueryColumn',
      strings: new Set(['string']),
      floats: new Set(['float64']),
      integers: new Set(['int64']),
      numerics: new Set(['numeric']),
      nested: true,
    },
    constraints: {
      check: 'unsupported',
      not_null: 'enforced',
      unique: 'unsupported',
      primary_key: 'not_enforced',
      foreign_key: 'not_enforced',
      custom: 'enforced',
    },
    incrementalStrategies: ['merge', 'insert_overwrite', 'microbatch'],
    seedTypes: {
      text: 'string',
      integer: 'int64',
      number: 'float64',
      boolean: 'bool',
      date: 'date',
      datetime: 'datetime',
      time: 'time',
    },
  },
  profileSchema: {
    type: 'object',
    properties: {
      type: { const: 'bigquery' },
      method: { enum: METHODS },
      project: text,
      database: text,
      dataset: text,
      schema: text,
      threads: count,
      location: text,
      priority: { enum: ['interactive', 'batch'] },
      execution_project: text,
      quota_project: text,
      maximum_bytes_billed: count,
      reservation: text,
      impersonate_service_account: text,
      keyfile: text,
      keyfile_json: { type: ['object', 'string'] },
      token: text,
      refresh_token: text,
      client_id: text,
      client_secret: text,
      token_uri: text,
      scopes: { type: 'array', items: text },
      job_execution_timeout_seconds: count,
      job_creation_timeout_seconds: count,
      job_retries: count,
      job_retry_deadline_seconds: count,
      api_endpoint: text,
      compute_region: text,
      gcs_bucket: text,
      submission_method: text,
    },
    required: ['type', 'method'],
  },
  resolveCredentials,
  publicKeys: [
    'method',
    'database',
    'execution_project',
    'schema',
    'location',
    'priority',
    'maximum_bytes_billed',
    'reservation',
    'impersonate_service_account',
    'job_retries',
    'job_creation_timeout_seconds',
    'job_execution_timeout_seconds',
    'job_retry_deadline_seconds',
    'api_endpoint',
    'compute_region',
    'gcs_bucket',
    'submission_method',
    'quota_project',
  ],
  connect: notAvailable('bigquery'),
};

export default adapter;
