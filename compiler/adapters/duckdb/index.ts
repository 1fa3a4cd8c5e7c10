import type { Adapter, Credentials } from '../types.js';
import { resolveCredentials } from './credentials.js';
import { dialect } from './dialect.js';
import { externalSource } from './external-source.js';
import { profileSchema } from './profile-schema.js';
import { templateMethods } from './template-methods.js';
import { traits } from './traits.js';

const adapter: Adapter = {
  name: 'duckdb',
  macroPrefixes: ['duckdb'],
  capabilities: {
    transactionalDdl: true,
    merge: true,
    clone: false,
    grants: false,
    concurrentWrites: true,
    schemaMetadataByRelations: true,
    lastModifiedMetadata: false,
    microbatchConcurrency: true,
    pythonModels: true,
  },
  dialect,
  traits,
  templateMethods,
  externalSource,
  profileSchema,
  publicKeys: [
    'database',
    'schema',
    'path',
    'config_options',
    'extensions',
    'settings',
    'external_root',
    'use_credential_provider',
    'attach',
    'filesystems',
    'remote',
    'plugins',
    'disable_transactions',
  ],
  resolveCredentials,
  // The driver is a native module of 60 MB: loaded with the first connection.
  connect: async (credentials: Credentials, options) => (await import('./warehouse.js')).connect(credentials, options),
};

export default adapter;
