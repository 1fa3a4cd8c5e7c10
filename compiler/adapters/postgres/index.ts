import { CredentialReader } from '../credentials.js';
import { BASE_TRAITS } from '../traits.js';
import type { Adapter, Credentials } from '../types.js';
import { notAvailable } from '../unavailable.js';

const text = { type: 'string' } as const;
const count = { type: ['integer', 'string'] } as const;

function resolveCredentials(output: Credentials): ReturnType<Adapter['resolveCredentials']> {
  const reader = new CredentialReader(output);
  const database = reader.text('dbname') ?? reader.required('database');
  const schema = reader.required('schema');
  for (const key of ['host', 'user']) reader.required(key);
  if (reader.text('password') === undefined && reader.text('pass') === undefined) reader.required('password');
  const credentials = {
    ...output,
    database,
    dbname: database,
    schema,
    password: output.password ?? output.pass,
    port: reader.number('port') ?? 5432,
    connect_timeout: reader.number('connect_timeout') ?? 10,
    keepalives_idle: reader.number('keepalives_idle') ?? 0,
    retries: reader.number('retries') ?? 1,
  };
  return { credentials, database, schema, problems: reader.problems };
}

const adapter: Adapter = {
  name: 'postgres',
  macroPrefixes: ['postgres'],
  capabilities: {
    transactionalDdl: true,
    merge: true,
    clone: false,
    grants: true,
    concurrentWrites: true,
    schemaMetadataByRelations: true,
    microbatchConcurrency: false,
  },
  dialect: {
    name: 'postgres',
    quoteCharacter: '"',
    defaultQuoting: { database: true, schema: true, identifier: true },
    unquotedCase: 'lower',
    quote: (identifier) => `"${identifier}"`,
    translateType: (type) => (type.toUpperCase() === 'STRING' ? 'TEXT' : type),
  },
  traits: {
    ...BASE_TRAITS,
    relation: {
      ...BASE_TRAITS.relation,
      className: 'PostgresRelation',
      renameable: ['view', 'table', 'materialized_view'],
      replaceable: ['view', 'table'],
    },
    column: { ...BASE_TRAITS.column, className: 'PostgresColumn' },
    constraints: {
      check: 'enforced',
      not_null: 'enforced',
      unique: 'enforced',
      primary_key: 'enforced',
      foreign_key: 'enforced',
      custom: 'enforced',
    },
    incrementalStrategies: ['append', 'delete+insert', 'merge', 'microbatch'],
  },
  profileSchema: {
    type: 'object',
    properties: {
      type: { const: 'postgres' },
      host: text,
      user: text,
      port: count,
      password: text,
      pass: text,
      dbname: text,
      database: text,
      schema: text,
      threads: count,
      connect_timeout: count,
      role: text,
      search_path: text,
      keepalives_idle: count,
      sslmode: text,
      sslcert: text,
      sslkey: text,
      sslrootcert: text,
      application_name: text,
      retries: count,
      autocommit: { type: 'boolean' },
    },
    required: ['type', 'host', 'user', 'schema'],
  },
  resolveCredentials,
  publicKeys: [
    'host',
    'port',
    'user',
    'database',
    'schema',
    'connect_timeout',
    'role',
    'search_path',
    'keepalives_idle',
    'sslmode',
    'sslcert',
    'sslkey',
    'sslrootcert',
    'application_name',
    'retries',
  ],
  connect: notAvailable('postgres'),
};

export default adapter;
