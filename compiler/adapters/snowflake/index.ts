import { CredentialReader } from '../credentials.js';
import { BASE_TRAITS } from '../traits.js';
import type { Adapter, Credentials } from '../types.js';
import { notAvailable } from '../unavailable.js';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const count = { type: ['integer', 'string'] } as const;

function resolveCredentials(output: Credentials): ReturnType<Adapter['resolveCredentials']> {
  const reader = new CredentialReader(output);
  reader.required('account');
  const database = reader.required('database');
  const schema = reader.required('schema');
  const authenticator = reader.text('authenticator');
  if (authenticator !== 'oauth' && authenticator !== 'workload_identity') reader.required('user');
  if (reader.has('private_key') && reader.has('private_key_path')) {
    reader.problem('private_key', "'private_key' and 'private_key_path' cannot both be set");
  }
  const credentials = {
    ...output,
    // Snowflake's account locators stand in host names.
    account: (reader.text('account') ?? '').replaceAll('_', '-'),
    database,
    schema,
    connect_retries: reader.number('connect_retries') ?? 1,
    client_session_keep_alive: reader.flag('client_session_keep_alive') ?? false,
    reuse_connections: reader.flag('reuse_connections') ?? true,
  };
  return { credentials, database, schema, problems: reader.problems };
}

const adapter: Adapter = {
  name: 'snowflake',
  macroPrefixes: ['snowflake'],
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
    name: 'snowflake',
    quoteCharacter: '"',
    defaultQuoting: { database: false, schema: false, identifier: false },
    unquotedCase: 'upper',
    quote: (identifier) => `"${identifier}"`,
    translateType: (type) => (type.toUpperCase() === 'STRING' ? 'TEXT' : type),
  },
  traits: {
    ...BASE_TRAITS,
    relation: {
      ...BASE_TRAITS.relation,
      className: 'SnowflakeRelation',
      requireAlias: false,
      renameable: ['table', 'view'],
      replaceable: ['dynamic_table', 'table', 'view'],
    },
    column: {
      ...BASE_TRAITS.column,
      className: 'SnowflakeColumn',
      integers: new Set([...BASE_TRAITS.column.integers, 'number', 'int', 'tinyint', 'byteint']),
      numerics: new Set(['int', 'integer', 'bigint', 'smallint', 'tinyint', 'byteint', 'numeric', 'decimal', 'number']),
    },
    constraints: {
      check: 'unsupported',
      not_null: 'enforced',
      unique: 'not_enforced',
      primary_key: 'not_enforced',
      foreign_key: 'not_enforced',
      custom: 'enforced',
    },
    incrementalStrategies: ['append', 'merge', 'delete+insert', 'microbatch', 'insert_overwrite'],
  },
  profileSchema: {
    type: 'object',
    properties: {
      type: { const: 'snowflake' },
      account: text,
      user: text,
      password: text,
      authenticator: text,
      private_key: text,
      private_key_path: text,
      private_key_passphrase: text,
      token: text,
      oauth_client_id: text,
      oauth_client_secret: text,
      role: text,
      database: text,
      warehouse: text,
      schema: text,
      threads: count,
      query_tag: text,
      client_session_keep_alive: flag,
      host: text,
      port: count,
      proxy_host: text,
      proxy_port: count,
      protocol: text,
      connect_retries: count,
      connect_timeout: { type: ['integer', 'string', 'null'] },
      retry_on_database_errors: flag,
      retry_all: flag,
      insecure_mode: flag,
      reuse_connections: { type: ['boolean', 'null'] },
      workload_identity_provider: text,
      workload_identity_entra_resource: text,
      platform_detection_timeout_seconds: { type: ['number', 'string'] },
    },
    required: ['type', 'account', 'database', 'schema'],
  },
  resolveCredentials,
  publicKeys: [
    'account',
    'user',
    'database',
    'warehouse',
    'role',
    'schema',
    'authenticator',
    'oauth_client_id',
    'query_tag',
    'client_session_keep_alive',
    'host',
    'port',
    'proxy_host',
    'proxy_port',
    'protocol',
    'connect_retries',
    'connect_timeout',
    'retry_on_database_errors',
    'retry_all',
    'insecure_mode',
    'reuse_connections',
  ],
  connect: notAvailable('snowflake'),
};

export default adapter;
