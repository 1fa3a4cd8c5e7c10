import type { Adapter, Credentials } from '../types.js';
import { resolveCredentials } from './credentials.js';
import { dialect } from './dialect.js';
import { profileSchema } from './profile-schema.js';
import { templateMethods } from './template-methods.js';
import { traits } from './traits.js';

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
    lastModifiedMetadata: true,
    microbatchConcurrency: true,
    javascriptFunctions: ['scalar', 'aggregate', 'table'],
  },
  dialect,
  traits,
  templateMethods,
  fileStaging: {
    takes: 'definition',
    // Its stand-in runs here.
    readsLocalFiles: ({ method, api_endpoint: endpoint }) =>
      method === 'emulated' || /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(String(endpoint ?? '')),
  },
  profileSchema,
  resolveCredentials,
  keyAliases: {
    project: 'database',
    dataset: 'schema',
    target_project: 'target_database',
    target_dataset: 'target_schema',
  },
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
    'emulator',
    'emulator_clock',
    'compute_region',
    'gcs_bucket',
    'submission_method',
    'quota_project',
  ],
  // The client and its libraries are loaded with the first connection.
  connect: async (credentials: Credentials, options) => (await import('./warehouse.js')).connect(credentials, options),
};

export default adapter;
